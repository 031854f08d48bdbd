"""The tasks screen: the table, the record beside it, the editor."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.tasks.editor import TaskEditor as TaskEditor
    from desktop_app.ui.tasks.screen import TasksScreen as TasksScreen
else:
    __getattr__ = door(
        __name__,
        {
            "editor": "TaskEditor",
            "screen": "TasksScreen",
        },
    )
