"""Organisations, people, and posts without a holder."""

from boards.models import Board, Devolution, Organisation, Person, Post


def load_organisations(loading):
    for node in loading.file("organisations").each("organisations", "slug"):
        slug = node.text("slug", needed=True)
        if slug in loading.known[Organisation]:
            node.skip()
            continue
        loading.known[Organisation][slug] = loading.enter(
            node,
            Organisation,
            slug=slug,
            **node.bilingual("name"),
            acronym=node.text("acronym"),
            aliases=node.texts("aliases"),
            sector=node.text("sector"),
            devolution=node.choice("devolution", Devolution, "not_stated"),
        )


def load_people(loading):
    for node in loading.file("people").each("people", "slug"):
        slug = node.text("slug", needed=True)
        if slug in loading.known[Person]:
            node.skip()
            continue
        loading.known[Person][slug] = loading.enter(
            node,
            Person,
            slug=slug,
            name=node.text("name", needed=True),
            post_nominal=node.text("post_nominal"),
            spellings=list(node.plain("spellings")),
            posts=list(node.plain("posts")),
        )


def load_posts(loading):
    """Posts that nobody is named for. Where a board's seat or relation speaks of the post, that stands there too."""
    known = set(Post.objects.values_list("slug", flat=True))
    for node in loading.file("people").each("posts", "slug"):
        slug = node.text("slug", needed=True)
        if slug in known:
            node.skip()
            continue
        loading.enter(
            node,
            Post,
            slug=slug,
            title=node.text("title", needed=True),
            organisation=loading.find(node, Organisation, "organisation"),
            board=loading.find(node, Board, "board"),
            possible_person=loading.find(node, Person, "possible_person"),
        )
