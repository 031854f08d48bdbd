; The setup of Tiến độ Đề án: for one user, without administrator, in Vietnamese. Compiled by setup/make.py, which writes
; values.nsh (what is told of the build) and the lists of files that it installs and removes.
;
;   TienDoDeAn-VERSION-setup.exe [/S] [/D=FOLDER]        uninstall.exe [/S]
;
; /S asks and shows nothing; /D comes last and without quotation marks. Exit codes: 0 done, 1 cancelled, 2 failed,
; 3 the program or a setup is running, 4 Windows is too old, 5 another program lies in the folder.
; The setup is a 64-bit program: a 32-bit Windows refuses it by itself, before a line of this script runs.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include "${VALUES}"

!define NAME "Tiến độ Đề án"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\TienDoDeAn"
!define CLASSES "Software\Classes"
!define DOCUMENT "TienDoDeAn.Document"
!define OLDEST_BUILD 17763 ; Windows 10, version 1809
!define RUNNING_CODE 3
!define OLD_WINDOWS_CODE 4
!define FOREIGN_CODE 5
!define SHCNE_ASSOCCHANGED 0x08000000
!ifndef ERROR_ALREADY_EXISTS
  !define ERROR_ALREADY_EXISTS 183
!endif

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\TienDoDeAn"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "Cài đặt ${NAME}"
VIAddVersionKey /LANG=1066 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "${PUBLISHER}"
VIAddVersionKey /LANG=1066 "OriginalFilename" "${TARGET_NAME}"
VIAddVersionKey /LANG=1066 "InternalName" "setup"
VIAddVersionKey /LANG=1066 "Comments" "${COMMIT}"

; ---------------------------------------------------------------------------------------------------------------- pages

!define MUI_ICON "${ICONS}app.ico"
!define MUI_UNICON "${ICONS}app.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Phần mềm được cài cho riêng tài khoản Windows đang dùng, không cần quyền quản trị và \
không cần mạng.$\r$\n$\r$\nNếu máy đã có bản trước, bản mới được cài đè lên; tệp dữ liệu, bản sao lưu và thiết lập được giữ \
nguyên.$\r$\n$\r$\nHãy đóng phần mềm ${NAME} nếu đang mở, rồi bấm Tiến."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã cài xong ${NAME} ${VERSION}"
!define MUI_FINISHPAGE_TEXT "Mở phần mềm từ thực đơn Start, hoặc bấm đúp vào tệp dữ liệu .tiendo."
!define MUI_FINISHPAGE_RUN "$INSTDIR\TienDoDeAn.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${NAME}"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Gỡ bỏ phần mềm ${NAME}. Tệp dữ liệu (.tiendo), bản sao lưu, tài liệu kèm theo, thiết lập \
và nhật ký KHÔNG bị xóa."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã gỡ bỏ ${NAME}"
!define MUI_FINISHPAGE_TEXT "Tệp dữ liệu, bản sao lưu và tài liệu kèm theo vẫn còn nguyên tại nơi đã lưu (thường là \
Documents\Tien do De an). Thiết lập và tệp ghi lỗi vẫn còn tại:$\r$\n$LOCALAPPDATA\TienDoDeAn$\r$\n$\r$\nCài lại phần mềm là dùng \
tiếp được ngay. Nếu không cần nữa, hãy tự xóa các thư mục này."
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "Vietnamese"

; --------------------------------------------------------------------------------------------------- the program at rest

; Windows lets nobody write to a program that runs: opening the starters to write, and closing them again, tells. A scanner
; may hold them for a moment, and a program that was just closed takes one, hence the patience.
!macro Rest un
Function ${un}HeldStarter
  StrCpy $1 ""
  ${For} $2 1 12
    StrCpy $1 ""
    ${If} ${FileExists} "$INSTDIR\TienDoDeAn.exe"
      ClearErrors
      FileOpen $0 "$INSTDIR\TienDoDeAn.exe" a
      ${If} ${Errors}
        StrCpy $1 "TienDoDeAn.exe"
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\tiendo.exe"
      ClearErrors
      FileOpen $0 "$INSTDIR\tiendo.exe" a
      ${If} ${Errors}
        StrCpy $1 "tiendo.exe"
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
    ${If} $1 == ""
      ${Break}
    ${EndIf}
    Sleep 250
  ${Next}
FunctionEnd

Function ${un}RefuseWhileRunning
  ${Do}
    Call ${un}HeldStarter
    ${If} $1 == ""
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} đang chạy ($1). Hãy đóng phần mềm rồi bấm Thử lại.$\r$\n$\r$\nChưa có \
gì bị thay đổi." /SD IDCANCEL IDCANCEL given_up
  ${Loop}
  given_up:
  SetErrorLevel ${RUNNING_CODE}
  Quit
FunctionEnd
!macroend
!insertmacro Rest ""
!insertmacro Rest "un."

; --------------------------------------------------------------------------------------------------------------- install

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} cần Windows 10 bản 1809 trở lên (64 bit). Máy này dùng Windows cũ hơn nên không cài \
được.$\r$\n$\r$\nHãy cập nhật Windows, hoặc hỏi bộ phận công nghệ thông tin của cơ quan." /SD IDOK
    SetErrorLevel ${OLD_WINDOWS_CODE}
    Quit
  ${EndIf}
  ; A second double click, while the first one is still being unpacked.
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "TienDoDeAn-setup") p .r1 ?e'
  Pop $0
  ${If} $0 = ${ERROR_ALREADY_EXISTS}
    MessageBox MB_OK|MB_ICONINFORMATION "Trình cài đặt đang chạy rồi." /SD IDOK
    SetErrorLevel ${RUNNING_CODE}
    Quit
  ${EndIf}
FunctionEnd

; An older installation in another folder is removed by its own uninstaller; data is left alone by it.
Function RemoveFromOtherFolder
  ReadRegStr $3 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $3 == ""
  ${OrIf} $3 == $INSTDIR
  ${OrIfNot} ${FileExists} "$3\uninstall.exe"
    Return
  ${EndIf}
  DetailPrint "Gỡ bản cũ: $3"
  ExecWait '"$3\uninstall.exe" /S _?=$3' $4
  ${If} $4 <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "Chưa gỡ được bản cũ tại $3. Hãy đóng phần mềm ${NAME} rồi cài lại." /SD IDOK
    SetErrorLevel ${RUNNING_CODE}
    Quit
  ${EndIf}
  Delete "$3\uninstall.exe"
  RMDir "$3"
FunctionEnd

; Every program that PyInstaller packs has an _internal; only our own is ever cleared.
Function RefuseForeignFolder
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\TienDoDeAn.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\_internal\resources\build.json"
    MessageBox MB_OK|MB_ICONSTOP "Thư mục này đang chứa một phần mềm khác:$\r$\n$INSTDIR$\r$\n$\r$\nHãy chọn thư mục \
khác." /SD IDOK
    SetErrorLevel ${FOREIGN_CODE}
    Quit
  ${EndIf}
FunctionEnd

; The old contents step aside first, all or nothing: that fails while any file of them is open, and can be taken back.
Function PutOldAside
  ${IfNot} ${FileExists} "$INSTDIR\_internal\*.*"
    Return
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.old"
  ${For} $2 1 12
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 250
  ${Next}
  MessageBox MB_OK|MB_ICONEXCLAMATION "Có phần mềm đang giữ tệp trong thư mục cài đặt. Hãy đóng ${NAME} rồi cài lại. Chưa có gì \
bị thay đổi." /SD IDOK
  SetErrorLevel ${RUNNING_CODE}
  Quit
FunctionEnd

; What was begun and not finished: the old contents come back, and the old starters with them, since these are copied last.
Function .onInstFailed
  ${If} ${FileExists} "$INSTDIR\_internal.old\*.*"
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
  ${EndIf}
FunctionEnd

Section
  Call RefuseWhileRunning
  Call RefuseForeignFolder
  Call RemoveFromOtherFolder
  Call PutOldAside

  SetOverwrite on
  !insertmacro InstallFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal.old"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\TienDoDeAn.exe" "" "$INSTDIR\TienDoDeAn.exe" 0 SW_SHOWNORMAL "" \
    "Theo dõi tình hình thực hiện đề án, chương trình, kế hoạch"

  WriteRegStr HKCU "${CLASSES}\.tiendo" "" "${DOCUMENT}"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}" "" "Dữ liệu ${NAME}"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\DefaultIcon" "" "$INSTDIR\_internal\resources\icons\document.ico"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\shell\open" "" "Mở bằng ${NAME}"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\shell\open\command" "" '"$INSTDIR\TienDoDeAn.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\TienDoDeAn.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Comments" "Gỡ bỏ phần mềm không xóa tệp dữ liệu, bản sao lưu và thiết lập."
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

; ---------------------------------------------------------------------------------------------------------------- remove

; Only what the setup put there goes, file by file: the folder may be one that the user chose, with other things in it.
Section "Uninstall"
  Call un.RefuseWhileRunning
  SetOutPath "$TEMP"
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.tiendo" ""
  ${If} $0 == "${DOCUMENT}"
    DeleteRegValue HKCU "${CLASSES}\.tiendo" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.tiendo"
  DeleteRegKey HKCU "${CLASSES}\${DOCUMENT}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
