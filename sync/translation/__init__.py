"""Clients of translation providers: each speaks one interface and raises only `NotTranslated`."""
