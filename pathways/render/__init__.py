"""Pages, terminal and text: how routes look.  Each module is imported where it is used."""
