import type { Child } from 'hono/jsx'
import type { DocumentLayout } from '#platform/documents'
import { t } from '#platform/i18n'
import { labelled } from '../annexes.ts'
import type { ContentSection, PaperContent } from '../content.ts'
import type { Sheet } from '../official-document.ts'
import { PrintedBlocks } from './blocks.tsx'

/** What a page adds to a paper on which somebody works. */
export type SheetTools = {
  /** In place of the title, subject and addressees: the form in which they are changed. */
  head?: Child
  /** Over the title: the way to that form. */
  beforeTitle?: Child
  /** Beside a heading: the way to change the section. Sections without a word are shown where there is one. */
  beside?(key: string): Child
  /** Between the heading of a section and its text. */
  above?(key: string): Child
  /** In place of the text of a section: the form in which it is written. */
  instead?(key: string): Child | undefined
}

type Look = { bold: boolean; italic: boolean; underlined: boolean }
const lookOf = ({ bold, italic, underlined }: Look): string =>
  ['paper-line', bold && 'is-bold', italic && 'is-italic', underlined && 'is-underlined']
    .filter(Boolean)
    .join(' ')

const Lines = ({ lines, style }: { lines: readonly string[]; style: Look }) => (
  <>
    {lines.map((line) => (
      <p class={lookOf(style)}>{line}</p>
    ))}
  </>
)

/** A mark under a line: dashes, an asterisk or a rule. */
const Mark = ({ mark }: { mark: DocumentLayout['header']['issuerMark'] | null }) =>
  mark === null ? null : 'text' in mark ? (
    <p class="paper-line" aria-hidden="true">
      {mark.text}
    </p>
  ) : (
    <hr class={mark.ruleShare < 1 ? 'paper-rule is-short' : 'paper-rule'} />
  )

function SheetHead({ sheet: { frame, layout } }: { sheet: Sheet }) {
  const { header } = layout
  return (
    <div class="paper-head">
      <div>
        <Lines lines={frame.superior} style={header.superior} />
        <Lines lines={frame.issuer} style={header.issuer} />
        <Mark mark={header.issuerMark} />
        <p class={lookOf(header.number.style)}>{frame.number}</p>
      </div>
      <div>
        {header.title.map(({ text, style }) => (
          <p class={lookOf(style)}>{style.upperCase ? text.toLocaleUpperCase('vi') : text}</p>
        ))}
        {header.title.length > 0 ? <Mark mark={header.titleMark} /> : null}
        <p class={lookOf(header.placeAndDate.style)}>{frame.placeAndDate}</p>
      </div>
    </div>
  )
}

function SheetTitle({ sheet: { frame, layout } }: { sheet: Sheet }) {
  const { addressees } = frame
  return (
    <div class="paper-title">
      {frame.title ? <p class={lookOf(layout.title.style)}>{frame.title}</p> : null}
      <p class={lookOf(layout.subject.style)}>{frame.subject}</p>
      <Mark mark={layout.subject.mark} />
      {addressees ? (
        <div class={addressees.lines.length > 1 ? 'paper-addressees is-list' : 'paper-addressees'}>
          <p class={lookOf(layout.addressees.labelStyle)}>{addressees.label}</p>
          <div>
            <Lines lines={addressees.lines} style={layout.addressees.style} />
          </div>
        </div>
      ) : null}
    </div>
  )
}

function SheetFoot({ sheet: { frame, layout } }: { sheet: Sheet }) {
  const { recipients, signature } = frame
  return (
    <div class="paper-foot">
      <div class="paper-recipients">
        {recipients.length > 0 ? (
          <p class={lookOf(layout.recipients.labelStyle)}>{layout.recipients.label}</p>
        ) : null}
        <Lines lines={recipients} style={layout.recipients.style} />
      </div>
      <div class="paper-signature">
        {signature.authority ? <p class={lookOf(layout.signature.authority)}>{signature.authority}</p> : null}
        <p class={lookOf(layout.signature.position)}>{signature.position}</p>
        <p class={`paper-name ${lookOf(layout.signature.name)}`}>{signature.name}</p>
      </div>
    </div>
  )
}

type SectionProps = { section: ContentSection; title: string | undefined; tools: SheetTools }

const Within = ({ section: { key, blocks }, tools }: SectionProps) => (
  <>
    {tools.above?.(key)}
    {tools.instead?.(key) ?? <PrintedBlocks blocks={blocks} />}
  </>
)

function SheetSection(props: SectionProps) {
  const { section, title, tools } = props
  const { key, heading } = section
  const isWritten = tools.instead?.(key) !== undefined
  if (title === undefined && !isWritten)
    return tools.beside || tools.above ? (
      <div class="paper-blank" id={`phan-${key}`}>
        <p>
          <strong>{heading}.</strong> <span class="quiet">{t('report_reading.empty_section')}</span>{' '}
          {tools.beside?.(key)}
        </p>
        {tools.above?.(key)}
      </div>
    ) : null
  return (
    <section class="paper-section" id={isWritten ? undefined : `phan-${key}`}>
      <div class="paper-heading">
        <h2>{title ?? heading}</h2>
        {tools.beside?.(key)}
      </div>
      <Within {...props} />
    </section>
  )
}

/** Tables and lists behind the signature are long: they open when somebody wants them, or has something to say of them. */
function SheetAnnex(props: SectionProps) {
  const { section, title, tools } = props
  const isWritten = tools.instead?.(section.key) !== undefined
  return (
    <details
      class="paper-annex"
      id={isWritten ? undefined : `phan-${section.key}`}
      open={isWritten || Boolean(tools.above?.(section.key))}
    >
      <summary>{title ?? section.heading}</summary>
      <div class="paper-annex-tools">{tools.beside?.(section.key)}</div>
      <Within {...props} />
    </details>
  )
}

/** A paper as it is printed: in its layout, in one column, with its annexes folded. Every figure opens. */
export function PaperSheet({
  report: { opening, sections },
  sheet,
  tools = {},
}: {
  report: Pick<PaperContent, 'opening' | 'sections'>
  sheet: Sheet
  tools?: SheetTools
}) {
  const titles = new Map(labelled(sections).map(({ section, title }) => [section.key, title]))
  const propsOf = (section: ContentSection) => ({ section, title: titles.get(section.key), tools })
  const isShown = ({ key }: ContentSection) => titles.has(key) || tools.beside !== undefined
  const annexes = sections.filter((section) => section.isAnnex && isShown(section))
  return (
    <article class="paper" lang="vi" aria-label={`${sheet.frame.title} ${sheet.frame.subject}`.trim()}>
      <SheetHead sheet={sheet} />
      {tools.beforeTitle ? <div class="paper-tools">{tools.beforeTitle}</div> : null}
      {tools.head ?? <SheetTitle sheet={sheet} />}
      {opening ? <p class="paper-opening">{opening}</p> : null}
      {sections
        .filter(({ isAnnex }) => !isAnnex)
        .map((section) => (
          <SheetSection {...propsOf(section)} />
        ))}
      <SheetFoot sheet={sheet} />
      {annexes.length > 0 ? (
        <div class="paper-annexes">
          {annexes.map((section) => (
            <SheetAnnex {...propsOf(section)} />
          ))}
        </div>
      ) : null}
    </article>
  )
}
