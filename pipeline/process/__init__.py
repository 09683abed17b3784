"""Work done in processes that it may break.

In goes a function of a module, an argument that can be pickled, and terms: seconds, bytes of memory, how often a
process is replaced, how it is warmed up. The function runs in a forked process that is warm already, says the stage it
stands in (``stage.at``), and what it starts ends with it. Out comes exactly one outcome: ``Done`` with what it gave, or
``Failed`` with the last stage and how it ended: an exception, the time, the memory, a sudden death. What the work is
about this room does not know. ``pool`` has many jobs done, ``isolated`` one.
"""
