"""Agencies (cơ quan): their names, a cell that lists several of them, and names that mean the same agency."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.domain.agencies.cells import is_doubtful as is_doubtful
    from desktop_app.domain.agencies.cells import named_together as named_together
    from desktop_app.domain.agencies.cells import names_an_agency as names_an_agency
    from desktop_app.domain.agencies.cells import split_agencies as split_agencies
    from desktop_app.domain.agencies.cells import splitter as splitter
    from desktop_app.domain.agencies.names import Agency as Agency
    from desktop_app.domain.agencies.names import agency_key as agency_key
    from desktop_app.domain.agencies.names import join_agencies as join_agencies
    from desktop_app.domain.agencies.short_names import meant_by as meant_by
else:
    __getattr__ = door(
        __name__,
        {
            "cells": "is_doubtful named_together names_an_agency split_agencies splitter",
            "names": "Agency agency_key join_agencies",
            "short_names": "meant_by",
        },
    )
