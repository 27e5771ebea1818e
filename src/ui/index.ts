// The door of the design system. It knows no domain: data comes in, HTML goes out. Examples of all: ./examples.tsx.

export { AppPage } from './app-page.tsx'
export { AsItWasRead, ReadingNotices } from './as-it-was-read.tsx'
export { assetUrl, filesOf, workerScript } from './assets.ts'
export { Badge, type BadgeTone, type ShownState, StateBadge } from './badge.tsx'
export { fieldsOf } from './bind.tsx'
export {
  Card,
  EmptyState,
  Facts,
  Flash,
  FoldedGrid,
  Grid,
  PhotoGrid,
  Prose,
  Section,
  Timeline,
  type TimelineItem,
  type Tone,
} from './blocks.tsx'
export { PeriodBars, type PeriodBarsProps, ShareBars, type ShareBarsProps, Sparkline } from './charts.tsx'
export {
  CheckField,
  type Choice,
  ChoiceField,
  ChoicesField,
  FileField,
  PeopleBySexField,
  PhotoField,
  SelectField,
} from './choice-fields.tsx'
export { type Column, DataTable, type DataTableProps } from './data-table.tsx'
export type { Site } from './document.tsx'
export { examplePages } from './examples.tsx'
export type { FieldProps } from './field-frame.tsx'
export { Figure, type FigureProps, ProofBar, type ProofBarProps, ProofLegend } from './figure.tsx'
export {
  Button,
  type ButtonLook,
  type ButtonProps,
  Buttons,
  Choose,
  Form,
  type FormProps,
  LinkButton,
  ProblemSummary,
  SearchForm,
} from './form.tsx'
export type { FormState, ShownProblem } from './form-state.ts'
export { ErrorPage, type ErrorPageProps, PrintPage, ScreenPage, SignInPage } from './frame-pages.tsx'
export { Icon, type IconName, Mark } from './icon.tsx'
export { ListPage, type ListPageProps } from './list-page.tsx'
export {
  Breadcrumb,
  type Crumb,
  type FoundUnit,
  Pager,
  type Tab,
  Tabs,
  UnitPicker,
  type UnitPickerProps,
} from './navigation.tsx'
export {
  type Proof,
  type ProofLevel,
  precisionOf,
  proofLevels,
  provenInWords,
  provenPercent,
  totalInWords,
} from './proof.ts'
export { Hero, type NavItem, PublicPage, type PublicPageProps } from './public-page.tsx'
export { Recording, Recordings, type ShownFile } from './recording.tsx'
export { RowProblems } from './row-problems.tsx'
export { SmallMultiples, type SmallMultiplesProps, TileGrid, type TileGridProps } from './small-charts.tsx'
export { CellCheck, CellChoice, CellField } from './table-fields.tsx'
export {
  DayField,
  LongText,
  MoneyField,
  NumberField,
  PasswordField,
  TextField,
  TimeField,
} from './text-fields.tsx'
export { Tiles } from './tiles.tsx'
export { WideTable, type WideTableProps } from './wide-table.tsx'
export { WorkPage, type WorkPageProps, type WorkTab } from './work-page.tsx'
