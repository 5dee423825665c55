"""Readers and writers of foreign file formats: plain values in and out, with problems by line."""
