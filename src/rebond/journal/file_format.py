"""The format of a journal's file: its version and its marks, readable without SQLite."""

#: The version of the file format; also `user_version` in the file's header.
VERSION = 5
#: The oldest version that can be migrated. Version 1 was never released.
OLDEST = 2
#: "Rbnd" in ASCII: marks an SQLite database as a journal, in the file's header.
APPLICATION_ID = 0x52626E64
#: The ending of a journal's file name.
SUFFIX = ".rebond"
