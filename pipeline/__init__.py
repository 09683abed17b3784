"""doichieu: Vietnamese administrative plans, taken apart and held against the directives above them."""
