"""``doichieu serve``: the check as a web page of one machine, for people without a terminal."""
