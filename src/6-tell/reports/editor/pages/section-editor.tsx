import type { Child } from 'hono/jsx'
import { ShownBlocks } from '#papers'
import { formatInstant, t } from '#platform/i18n'
import { wordsOf } from '#platform/live-text'
import { differing, type Stretch } from '#platform/word-diff'
import { nameInAddress } from '#regimes'
import { Button, Buttons } from '#ui'
import type { reportOf } from '../../read.ts'
import type { Suggestion } from '../aids.ts'
import type { Rival } from '../store.ts'
import { editorWords } from './words.ts'

type Report = Awaited<ReturnType<typeof reportOf>>

/** The browser entry that makes editors of the text boxes. Without it they take the notation as it is. */
export const editorScript = 'src/6-tell/reports/editor/island/index.ts'

/** What the editors of a page need to know: where they ask, and their words. */
export const EditorFrame = ({ here, children }: { here: string; children?: Child }) => (
  <div data-report-editor={`${here}/soan`} data-words={JSON.stringify(editorWords())}>
    {children}
  </div>
)

const rivalsForm = 'ban-khac'

/** The form of the buttons that decide about rival texts: they send their choice and nothing of what is typed. */
export const RivalsForm = ({ here }: { here: string }) => (
  <form method="post" action={`${here}/soan/ban-khac`} id={rivalsForm}></form>
)

/** A section to write in, with what helps: suggestions, and what somebody else has written meanwhile. */
export function SectionEditor({
  report,
  sectionKey,
  children,
}: {
  report: Report
  sectionKey: string
  children?: Child
}) {
  const suggestions = report.aids.suggestions.get(sectionKey) ?? []
  const rivals = report.aids.rivals.get(sectionKey) ?? []
  const here = `/bao-cao/${report.unit.slug}`
  return (
    <div class="section-editor" id={`phan-${sectionKey}`} data-section={sectionKey}>
      <div class="section-text">{children}</div>
      {rivals.map((rival) => (
        <RivalShown report={report} sectionKey={sectionKey} rival={rival} />
      ))}
      {suggestions.length === 0 ? null : (
        <Suggestions
          suggestions={suggestions}
          sectionKey={sectionKey}
          isOpen={report.unwritten.includes(sectionKey)}
          action={`${here}/${nameOf(report)}/soan/chen`}
        />
      )}
    </div>
  )
}

const nameOf = ({ period, outline }: Report): string => nameInAddress(period, outline.code)

function Suggestions({
  suggestions,
  sectionKey,
  isOpen,
  action,
}: {
  suggestions: readonly Suggestion[]
  sectionKey: string
  isOpen: boolean
  action: string
}) {
  return (
    <details class="suggestions" open={isOpen}>
      <summary>{t('report_editor.suggestions', { count: suggestions.length })}</summary>
      <p class="quiet">{t('report_editor.suggestions_help')}</p>
      <ul class="plain-list">
        {suggestions.map(({ text, blocks }) => (
          <li data-suggestion={text}>
            <ShownBlocks blocks={blocks} />
            <Button look="quiet" icon="record" action={action} name={`insert.${sectionKey}`} value={text}>
              {t('report_editor.insert')}
              <span class="sr-only">: {wordsOf(text).slice(0, 60)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}

const Stretches = ({ stretches }: { stretches: readonly Stretch[] }) => (
  <p class="rival-text" lang="vi">
    {stretches.map(({ text, isOwn }) => (isOwn && text.trim() !== '' ? <mark>{text}</mark> : text))}
  </p>
)

/** What stands and what somebody else wrote over it, side by side, the words that differ marked. */
function RivalShown({ report, sectionKey, rival }: { report: Report; sectionKey: string; rival: Rival }) {
  const kept = report.draft?.sections.get(sectionKey)
  const stands = kept?.text ?? report.sections.find(({ key }) => key === sectionKey)?.text ?? ''
  const { one, other } = differing(stands, rival.text)
  const who = rival.writerName ?? '–'
  const decide = (choice: string) => ({ form: rivalsForm, name: 'choice', value: `${choice}:${rival.id}` })
  return (
    <section class="rival" aria-label={t('report_editor.rival.title', { who })}>
      <p>
        <strong>{t('report_editor.rival.title', { who })}</strong> {t('report_editor.rival.help')}
      </p>
      <div class="rival-sides">
        <div>
          <p class="quiet">
            {t('report_editor.rival.stands', {
              who: kept?.writerName ?? '–',
              instant: kept ? formatInstant(kept.writtenAt) : '–',
            })}
          </p>
          <Stretches stretches={one} />
        </div>
        <div>
          <p class="quiet">
            {t('report_editor.rival.other', { who, instant: formatInstant(rival.writtenAt) })}
          </p>
          <Stretches stretches={other} />
        </div>
      </div>
      <Buttons>
        <Button {...decide('leave')}>{t('report_editor.rival.leave')}</Button>
        <Button {...decide('take')}>{t('report_editor.rival.take', { who })}</Button>
        <Button {...decide('join')}>{t('report_editor.rival.join')}</Button>
      </Buttons>
    </section>
  )
}
