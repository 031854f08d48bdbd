"""Everything the program can refuse, as data; all of it is imported from here.

    AppError                 `refusals`
    ├── DataFileError        the data file itself (*.tiendo)
    ├── SourceError          a file that comes in, its sheet and heading; a report or form that comes back
    (`incoming`)
    ├── TargetError          a file that goes out (`outgoing`)
    ├── TemplateError        a Word template of the office (`outgoing`)
    ├── DiskFull
    ├── RuleBroken           a value that breaks a rule of the field
    ├── PeriodError          periods, review, closing (`periods`)
    ├── NotFound, NotUnique
    ├── a document's file, the handover kit    `documents`
    └── NothingToUndo, UndoBlocked

An error carries data and no sentence: `resources/words.json` has the sentence of each class, by its name.
"""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.domain.errors.documents import FileTooLarge as FileTooLarge
    from desktop_app.domain.errors.documents import KeptFileAltered as KeptFileAltered
    from desktop_app.domain.errors.documents import KeptFileMissing as KeptFileMissing
    from desktop_app.domain.errors.documents import KitDamaged as KitDamaged
    from desktop_app.domain.errors.documents import KitError as KitError
    from desktop_app.domain.errors.documents import KitForeign as KitForeign
    from desktop_app.domain.errors.documents import KitNewer as KitNewer
    from desktop_app.domain.errors.incoming import ColumnMissing as ColumnMissing
    from desktop_app.domain.errors.incoming import DecisionsNotRead as DecisionsNotRead
    from desktop_app.domain.errors.incoming import EntryFormForeign as EntryFormForeign
    from desktop_app.domain.errors.incoming import EntryFormOutdated as EntryFormOutdated
    from desktop_app.domain.errors.incoming import EntryFormPeriod as EntryFormPeriod
    from desktop_app.domain.errors.incoming import EntryFormUnknownPeriod as EntryFormUnknownPeriod
    from desktop_app.domain.errors.incoming import FormMapUnknown as FormMapUnknown
    from desktop_app.domain.errors.incoming import FormMapUnplaced as FormMapUnplaced
    from desktop_app.domain.errors.incoming import FormNotKept as FormNotKept
    from desktop_app.domain.errors.incoming import FormNotWorkbook as FormNotWorkbook
    from desktop_app.domain.errors.incoming import FormOfTotals as FormOfTotals
    from desktop_app.domain.errors.incoming import FormProtected as FormProtected
    from desktop_app.domain.errors.incoming import HeadingMissing as HeadingMissing
    from desktop_app.domain.errors.incoming import ListOfOther as ListOfOther
    from desktop_app.domain.errors.incoming import ListOutdated as ListOutdated
    from desktop_app.domain.errors.incoming import PeriodSheetMissing as PeriodSheetMissing
    from desktop_app.domain.errors.incoming import ProgressMissing as ProgressMissing
    from desktop_app.domain.errors.incoming import ReportDamaged as ReportDamaged
    from desktop_app.domain.errors.incoming import ReportMissing as ReportMissing
    from desktop_app.domain.errors.incoming import ReportNewer as ReportNewer
    from desktop_app.domain.errors.incoming import RowsClash as RowsClash
    from desktop_app.domain.errors.incoming import SheetMissing as SheetMissing
    from desktop_app.domain.errors.incoming import SourceChanged as SourceChanged
    from desktop_app.domain.errors.incoming import SourceNoMemory as SourceNoMemory
    from desktop_app.domain.errors.incoming import SourceNoTable as SourceNoTable
    from desktop_app.domain.errors.incoming import SourceOldWord as SourceOldWord
    from desktop_app.domain.errors.incoming import SourcePdf as SourcePdf
    from desktop_app.domain.errors.incoming import SourceReaderBroken as SourceReaderBroken
    from desktop_app.domain.errors.incoming import SourceReaderStopped as SourceReaderStopped
    from desktop_app.domain.errors.incoming import SourceTooOld as SourceTooOld
    from desktop_app.domain.errors.outgoing import FolderExists as FolderExists
    from desktop_app.domain.errors.outgoing import FormatUnknown as FormatUnknown
    from desktop_app.domain.errors.outgoing import PagesError as PagesError
    from desktop_app.domain.errors.outgoing import PagesMakerBroken as PagesMakerBroken
    from desktop_app.domain.errors.outgoing import PagesMakerStopped as PagesMakerStopped
    from desktop_app.domain.errors.outgoing import PagesNoMemory as PagesNoMemory
    from desktop_app.domain.errors.outgoing import PagesNotMade as PagesNotMade
    from desktop_app.domain.errors.outgoing import PagesTooSlow as PagesTooSlow
    from desktop_app.domain.errors.outgoing import TemplateBroken as TemplateBroken
    from desktop_app.domain.errors.outgoing import TemplateDamaged as TemplateDamaged
    from desktop_app.domain.errors.outgoing import TemplateError as TemplateError
    from desktop_app.domain.errors.outgoing import TemplateFieldMissing as TemplateFieldMissing
    from desktop_app.domain.errors.outgoing import TemplateFieldUnknown as TemplateFieldUnknown
    from desktop_app.domain.errors.outgoing import TemplateTooHeavy as TemplateTooHeavy
    from desktop_app.domain.errors.periods import ChecksOpen as ChecksOpen
    from desktop_app.domain.errors.periods import CorrectionBackwards as CorrectionBackwards
    from desktop_app.domain.errors.periods import CorrectionEmpty as CorrectionEmpty
    from desktop_app.domain.errors.periods import PackageAltered as PackageAltered
    from desktop_app.domain.errors.periods import PackageForeign as PackageForeign
    from desktop_app.domain.errors.periods import PackageStale as PackageStale
    from desktop_app.domain.errors.periods import PeriodNotSealed as PeriodNotSealed
    from desktop_app.domain.errors.periods import PeriodSealed as PeriodSealed
    from desktop_app.domain.errors.periods import RegimeInUse as RegimeInUse
    from desktop_app.domain.errors.periods import ReviewOpen as ReviewOpen
    from desktop_app.domain.errors.periods import RowsChanged as RowsChanged
    from desktop_app.domain.errors.periods import SealAltered as SealAltered
    from desktop_app.domain.errors.refusals import AppError as AppError
    from desktop_app.domain.errors.refusals import BackupDamaged as BackupDamaged
    from desktop_app.domain.errors.refusals import CompletedTooEarly as CompletedTooEarly
    from desktop_app.domain.errors.refusals import DataChangedOutside as DataChangedOutside
    from desktop_app.domain.errors.refusals import DataFileDamaged as DataFileDamaged
    from desktop_app.domain.errors.refusals import DataFileEmpty as DataFileEmpty
    from desktop_app.domain.errors.refusals import DataFileError as DataFileError
    from desktop_app.domain.errors.refusals import DataFileExists as DataFileExists
    from desktop_app.domain.errors.refusals import DataFileForeign as DataFileForeign
    from desktop_app.domain.errors.refusals import DataFileGone as DataFileGone
    from desktop_app.domain.errors.refusals import DataFileHeaderLost as DataFileHeaderLost
    from desktop_app.domain.errors.refusals import DataFileInUse as DataFileInUse
    from desktop_app.domain.errors.refusals import DataFileMissing as DataFileMissing
    from desktop_app.domain.errors.refusals import DataFileNewer as DataFileNewer
    from desktop_app.domain.errors.refusals import DataFileNotLockable as DataFileNotLockable
    from desktop_app.domain.errors.refusals import DataFileOld as DataFileOld
    from desktop_app.domain.errors.refusals import DataFileOutOfReach as DataFileOutOfReach
    from desktop_app.domain.errors.refusals import DataFileReadOnly as DataFileReadOnly
    from desktop_app.domain.errors.refusals import DataFileReplaced as DataFileReplaced
    from desktop_app.domain.errors.refusals import DataFileStrange as DataFileStrange
    from desktop_app.domain.errors.refusals import DataFileValueBroken as DataFileValueBroken
    from desktop_app.domain.errors.refusals import DataNotRead as DataNotRead
    from desktop_app.domain.errors.refusals import DiskFull as DiskFull
    from desktop_app.domain.errors.refusals import DocumentSilent as DocumentSilent
    from desktop_app.domain.errors.refusals import EffectBetween as EffectBetween
    from desktop_app.domain.errors.refusals import FieldMissing as FieldMissing
    from desktop_app.domain.errors.refusals import FieldNotRead as FieldNotRead
    from desktop_app.domain.errors.refusals import FieldOutOfRange as FieldOutOfRange
    from desktop_app.domain.errors.refusals import FieldsDisagree as FieldsDisagree
    from desktop_app.domain.errors.refusals import NameTaken as NameTaken
    from desktop_app.domain.errors.refusals import NotFound as NotFound
    from desktop_app.domain.errors.refusals import NothingToTakeOver as NothingToTakeOver
    from desktop_app.domain.errors.refusals import NothingToUndo as NothingToUndo
    from desktop_app.domain.errors.refusals import NotUnique as NotUnique
    from desktop_app.domain.errors.refusals import RuleBroken as RuleBroken
    from desktop_app.domain.errors.refusals import SourceDamaged as SourceDamaged
    from desktop_app.domain.errors.refusals import SourceEmpty as SourceEmpty
    from desktop_app.domain.errors.refusals import SourceEncrypted as SourceEncrypted
    from desktop_app.domain.errors.refusals import SourceError as SourceError
    from desktop_app.domain.errors.refusals import SourceMissing as SourceMissing
    from desktop_app.domain.errors.refusals import SourceNotReadable as SourceNotReadable
    from desktop_app.domain.errors.refusals import SourceTooLarge as SourceTooLarge
    from desktop_app.domain.errors.refusals import SourceTooSlow as SourceTooSlow
    from desktop_app.domain.errors.refusals import SourceUnknown as SourceUnknown
    from desktop_app.domain.errors.refusals import SourceUnsafe as SourceUnsafe
    from desktop_app.domain.errors.refusals import StillInUse as StillInUse
    from desktop_app.domain.errors.refusals import TableAltered as TableAltered
    from desktop_app.domain.errors.refusals import TargetError as TargetError
    from desktop_app.domain.errors.refusals import TargetInUse as TargetInUse
    from desktop_app.domain.errors.refusals import TargetIsTheDataFile as TargetIsTheDataFile
    from desktop_app.domain.errors.refusals import TargetNameForbidden as TargetNameForbidden
    from desktop_app.domain.errors.refusals import TargetNotWritable as TargetNotWritable
    from desktop_app.domain.errors.refusals import TargetPathTooLong as TargetPathTooLong
    from desktop_app.domain.errors.refusals import TaskIsGone as TaskIsGone
    from desktop_app.domain.errors.refusals import TextTooLong as TextTooLong
    from desktop_app.domain.errors.refusals import UndoBlocked as UndoBlocked
    from desktop_app.domain.errors.refusals import UnitInUse as UnitInUse
else:
    __getattr__ = door(
        __name__,
        {
            "documents": (
                "FileTooLarge KeptFileAltered KeptFileMissing KitDamaged KitError KitForeign KitNewer"
            ),
            "incoming": (
                "ColumnMissing DecisionsNotRead EntryFormForeign EntryFormOutdated EntryFormPeriod "
                "EntryFormUnknownPeriod FormMapUnknown FormMapUnplaced FormNotKept FormNotWorkbook "
                "FormOfTotals FormProtected HeadingMissing ListOfOther "
                "ListOutdated PeriodSheetMissing ProgressMissing "
                "ReportDamaged ReportMissing ReportNewer RowsClash SheetMissing "
                "SourceChanged SourceNoMemory SourceNoTable SourceOldWord SourcePdf SourceReaderBroken "
                "SourceReaderStopped SourceTooOld"
            ),
            "outgoing": (
                "FolderExists FormatUnknown PagesError PagesMakerBroken PagesMakerStopped PagesNoMemory "
                "PagesNotMade PagesTooSlow TemplateBroken TemplateDamaged TemplateError TemplateFieldMissing "
                "TemplateFieldUnknown TemplateTooHeavy"
            ),
            "periods": (
                "ChecksOpen CorrectionBackwards CorrectionEmpty PackageAltered PackageForeign PackageStale "
                "PeriodNotSealed PeriodSealed RegimeInUse ReviewOpen RowsChanged SealAltered"
            ),
            "refusals": (
                "AppError BackupDamaged CompletedTooEarly DataChangedOutside DataFileDamaged DataFileEmpty "
                "DataFileError DataFileExists DataFileForeign DataFileGone DataFileHeaderLost DataFileInUse "
                "DataFileMissing DataFileNewer DataFileNotLockable DataFileOld DataFileOutOfReach "
                "DataFileReadOnly DataFileReplaced DataFileStrange DataFileValueBroken DataNotRead DiskFull "
                "DocumentSilent EffectBetween FieldMissing FieldNotRead FieldOutOfRange FieldsDisagree "
                "NameTaken NotFound NotUnique NothingToTakeOver NothingToUndo RuleBroken SourceDamaged "
                "SourceEmpty SourceEncrypted SourceError SourceMissing SourceNotReadable SourceTooLarge "
                "SourceTooSlow SourceUnknown SourceUnsafe StillInUse TableAltered TargetError TargetInUse "
                "TargetIsTheDataFile TargetNameForbidden TargetNotWritable TargetPathTooLong TaskIsGone "
                "TextTooLong UndoBlocked UnitInUse"
            ),
        },
    )
