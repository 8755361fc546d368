"""Ways to make a renderer read a file of the machine or reach an address: each as a piece of HTML.

``{file}`` is the address of a file with a secret in it, ``{path}`` its path, ``{web}`` an address at which somebody
listens. Each must make no document at all, or one that holds nothing of the file and reached nobody.
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><title>a</title>{}</svg>'
WAYS = {
    "img with a file": '<img src="{file}" alt="a">',
    "img with an address": '<img src="{web}a.png" alt="a">',
    "img with a path": '<img src="{path}" alt="a">',
    "img with data that is an svg that reads": '<img alt="a" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22{web}d.png%22/%3E%3C/svg%3E">',
    "img through ftp": '<img src="ftp://{host}/a.png" alt="a">',
    "img through a jar": '<img src="jar:{file}!/a.png" alt="a">',
    "img without scheme": '<img src="//{host}/a.png" alt="a">',
    "img that climbs out": '<img src="https://static.invalid/../../../../../..{path}" alt="a">',
    "img that climbs out, encoded": '<img src="https://static.invalid/%2e%2e%2f%2e%2e%2f%2e%2e{path}" alt="a">',
    "img with a port and a name before it": '<img src="https://static.invalid@{host}/a.png" alt="a">',
    "object": '<object data="{file}" type="text/plain">a</object>',
    "object with an address": '<object data="{web}a.svg" type="image/svg+xml">a</object>',
    "embed": '<embed src="{web}a.svg" type="image/svg+xml">',
    "iframe": '<iframe src="{file}"></iframe>',
    "attachment": '<link rel="attachment" href="{file}">',
    "attachment with an address": '<link rel="attachment" href="{web}a.txt">',
    "attachment as a link": '<a rel="attachment" href="{file}">a</a>',
    "style sheet": '<link rel="stylesheet" href="{file}">',
    "style sheet with an address": '<link rel="stylesheet" href="{web}a.css">',
    "style sheet as data that imports": '<link rel="stylesheet" href="data:text/css,@import url({web}e.css)">',
    "css import": '<style>@import url("{web}a.css");</style>',
    "css import of a file": '<style>@import "{file}";</style>',
    "css background": '<p style="background: url({web}a.png)">a</p>',
    "css background of a file": '<style>p {{ background-image: url("{file}") }}</style>',
    "css content": '<style>p::before {{ content: url("{web}a.png") }}</style>',
    "css attachment of content": '<style>p::after {{ content: url("{file}") }}</style>',
    "css list mark": '<ul style="list-style-image: url({web}a.png)"><li>a</li></ul>',
    "css border": '<p style="border: 2px solid; border-image: url({web}a.png) 1">a</p>',
    "css mask": '<p style="mask-border: url({web}a.png) 1">a</p>',
    "font": '<style>@font-face {{ font-family: x; src: url("{web}a.ttf") }} p {{ font-family: x }}</style>',
    "font of the machine": '<style>@font-face {{ font-family: x; src: url("{file}") }} p {{ font-family: x }}</style>',
    "colour profile": '<style>@color-profile device-cmyk {{ src: url("{web}a.icc") }}</style>',
    "page background": '<style>@page {{ background: url("{web}a.png") }}</style>',
    "margin box": '<style>@page {{ @top-left {{ content: url("{web}a.png") }} }}</style>',
    "svg image": SVG.format('<image href="{file}" width="9" height="9"/>'),
    "svg image with an address": SVG.format('<image xlink:href="{web}a.png" width="9" height="9"/>'),
    "svg use": SVG.format('<use href="{web}a.svg#a"/>'),
    "svg use of a file": SVG.format('<use xlink:href="{file}#a"/>'),
    "svg foreign object": SVG.format('<foreignObject width="9" height="9"><img src="{web}a.png"/></foreignObject>'),
    "svg style": SVG.format("<style>@import url({web}a.css);</style>"),
    "svg fill": SVG.format('<rect width="9" height="9" fill="url({web}a.svg#b)"/>'),
    "svg script": SVG.format('<script href="{web}a.js"/>'),
    "presentational hint": '<table background="{web}a.png"><tr><th>a</th></tr><tr><td>a</td></tr></table>',
    "meta refresh": '<meta http-equiv="refresh" content="0; url={web}">',
    "base": '<base href="{web}"><img src="a.png" alt="a">',
    "base of the machine": '<base href="file:///"><img src="{path}" alt="a">',
    "xml entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "{file}">]><p>&x;</p>',
    "xml inclusion": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>',
    "xml style sheet": '<?xml-stylesheet href="{web}a.css"?><p>a</p>',
    "script": '<script src="{web}a.js"></script><script>fetch("{web}")</script>',
    "picture": '<picture><source srcset="{web}a.png"><img src="{web}a.png" alt="a"></picture>',
    "video": '<video src="{web}a.mp4" poster="{web}a.png"></video>',
    "input": '<form action="{web}"><input type="image" src="{web}a.png"></form>',
    "markdown picture": "![a]({web}a.png)",
    "markdown picture of a file": "![a]({file})",
    "markdown link to a file": "[a]({file})",
    "markdown reference": "[a][b]\n\n[b]: {file}",
    "markdown autolink": "<{file}> <{web}>",
}  # fmt: skip


def written(way, *, file, path, host):
    """The piece with its addresses. Braces of CSS are doubled, as in any format."""
    text = WAYS[way]
    for name, value in (("file", file), ("path", path), ("web", f"http://{host}/"), ("host", host)):
        text = text.replace("{" + name + "}", value)
    return text.replace("{{", "{").replace("}}", "}")
