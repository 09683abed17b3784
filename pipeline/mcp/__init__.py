"""``doichieu mcp``: the program's answers for an assistant on this machine, always with the words and their place."""
