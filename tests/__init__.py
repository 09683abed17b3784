"""The tests and their tools: one package, whose place no ``tests`` that some library left behind can take."""
