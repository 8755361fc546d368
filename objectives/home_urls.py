from django.urls import path

from objectives.views import home

app_name = "web"
urlpatterns = [path("", home.home, name="home")]
