"""The office's own settings: asked for when a report first needs them."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.reports import Office
from desktop_app.services.office import LISTS
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.widgets import FormDialog


class OfficeDialog(FormDialog):
    """Edits an `Office`; the province fills what follows from it, and every field can be changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Thông tin đơn vị"))
        self.act_button.setText(self.tr("Lưu thông tin đơn vị"))
        self._session = session
        self._offices = session.workspace.office
        self._base = now = self._offices.get()
        intro = QLabel(
            self.tr("Thông tin này đứng ở đầu và cuối báo cáo, sửa được bất cứ lúc nào."),
            self,
        )
        intro.setObjectName("muted")
        self.fields.addRow(intro)
        self.province_list = QComboBox(self)
        names = {
            "63": self.tr("63 tỉnh, thành phố (đến 30/6/2025)"),
            "34": self.tr("34 tỉnh, thành phố (từ 01/7/2025)"),
        }
        for list_id in LISTS:
            self.province_list.addItem(names[list_id], list_id)
        self.province = QComboBox(self)
        self.province.setMaxVisibleItems(16)
        self.department = QLineEdit(now.department, self)
        self.full_name = QLineEdit(now.full_name, self)
        self.parent_body = QLineEdit(now.parent_body, self)
        self.place = QLineEdit(now.place, self)
        self.signer_title = QLineEdit(now.signer_title, self)
        self.signer_name = QLineEdit(now.signer_name, self)
        self.suffix = QLineEdit(now.document_suffix, self)
        self.acting_for = QLineEdit(now.acting_for, self)
        self.addressees = _lines(now.addressees, self)
        self.full_name.setPlaceholderText(self.tr("Trong lời văn, ví dụ Sở Tư pháp tỉnh Nam Định"))
        self.place.setPlaceholderText(self.tr("Đứng trước ngày, tháng của báo cáo"))
        self.suffix.setPlaceholderText(self.tr("Ví dụ BC-STP trong “Số: 12/BC-STP”"))
        self.acting_for.setPlaceholderText(self.tr("Ví dụ Giám đốc, khi Phó Giám đốc ký thay"))
        self.addressees.setPlaceholderText(self.tr("Mỗi nơi một dòng, ví dụ: Bộ Tư pháp"))
        self.copies = _lines(now.receivers, self)
        self.copies.setPlaceholderText(
            self.tr("Mỗi nơi một dòng, dòng cuối là nơi lưu, ví dụ:\nNhư trên\nLưu: VT")
        )
        self.add_field(self.tr("&Danh sách tỉnh"), self.province_list)
        self.add_field(self.tr("&Tỉnh, thành phố"), self.province)
        self.add_field(self.tr("Tên đơ&n vị"), self.department)
        self.add_field(self.tr("Tên đầ&y đủ"), self.full_name)
        self.add_field(self.tr("&Cơ quan chủ quản"), self.parent_body)
        self.add_field(self.tr("Đị&a danh"), self.place)
        self.add_field(self.tr("C&hức vụ người ký"), self.signer_title)
        self.add_field(self.tr("Ký thay (&KT.)"), self.acting_for)
        self.add_field(self.tr("Họ tên n&gười ký"), self.signer_name)
        self.add_field(self.tr("Ký hiệ&u văn bản"), self.suffix)
        self.add_field(self.tr("Kính gử&i"), self.addressees)
        self.add_field(self.tr("Nơi nhận báo cá&o"), self.copies)
        self.province_list.setCurrentIndex(max(self.province_list.findData(now.province_list), 0))
        self._fill_provinces()
        self.province.setCurrentIndex(self.province.findData(now.province_code))
        self.province_list.currentIndexChanged.connect(self._fill_provinces)
        self.province.activated.connect(self._suggest)
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> bool:
        """Show the dialog; return whether the settings were saved."""
        return bool(cls(session, parent).exec())

    def save(self) -> None:
        """Keep the settings."""
        office = Office(
            province_list=self.province_list.currentData() or "",
            province_code=self.province.currentData() or "",
            department=self.department.text().strip(),
            parent_body=self.parent_body.text().strip(),
            place=self.place.text().strip(),
            signer_title=self.signer_title.text().strip(),
            signer_name=self.signer_name.text().strip(),
            document_suffix=self.suffix.text().strip(),
            regime=self._base.regime,
            acting_for=self.acting_for.text().strip(),
            addressees=self.addressees.toPlainText().strip(),
            receivers=self.copies.toPlainText().strip(),
            full_name=self.full_name.text().strip(),
        )
        self._session.change(
            lambda: self._offices.put(office, self._base), self.tr("Đã lưu thông tin đơn vị"), hand_on
        )

    def _fill_provinces(self) -> None:
        self.province.clear()
        for province in self._offices.provinces(self.province_list.currentData()):
            self.province.addItem(province.name, province.code)
        self.province.setCurrentIndex(-1)
        self.province.setPlaceholderText(self.tr("Chọn tỉnh, thành phố"))

    def _suggest(self) -> None:
        if not self.department.text().strip():
            self.department.setText(self.tr("Sở Tư pháp"))
        code = self.province.currentData()
        for province in self._offices.provinces(self.province_list.currentData()):
            if province.code == code:
                self.parent_body.setText(self.tr("Ủy ban nhân dân %s") % province.full_name)
                self.place.setText(province.name)
                self.full_name.setText(f"{self.department.text().strip()} {province.full_name}")
        if not self.suffix.text().strip():
            self.suffix.setText(self.tr("BC-STP"))
        if not self.signer_title.text().strip():
            self.signer_title.setText(self.tr("Giám đốc"))


def _lines(text: str, parent: QWidget) -> QPlainTextEdit:
    field = QPlainTextEdit(text, parent)
    field.setTabChangesFocus(True)
    field.setFixedHeight(66)
    return field
