"""From what a notice states (`NoticeContent`) to frozen public texts. Babel and Jinja live only here.

May import the domain, areas, messages, resources and the standard library; never policy, desk, storage or a channel.
A sentence goes into `templates/<language>/`, a word into `templates/<language>/words.toml`; a new form gets one line in
`renderer.FILES` and one file in every kind's folder; a new fact for the templates goes to `view.py`.
"""
