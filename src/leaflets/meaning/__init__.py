"""What a sentence says: numbers, quantities, comparators, negations, concepts.

Pure functions from folded text and a language to values. What a language's data does not know is None, never a guess.
"""
