"""The grid that behaves like Excel: model, cells, editing, columns, filters."""

from desktop_app.ui.grid.cell_editors import tip_html as tip_html
from desktop_app.ui.grid.columns import Edit as Edit
from desktop_app.ui.grid.columns import GridColumn as GridColumn
from desktop_app.ui.grid.columns import GridSection as GridSection
from desktop_app.ui.grid.grid import Grid as Grid
from desktop_app.ui.grid.table import TableModel as TableModel
