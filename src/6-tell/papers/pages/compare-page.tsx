import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import type { Stretch } from '#platform/word-diff'
import { Button, Choose, EmptyState, Section, WorkPage } from '#ui'
import type { Pair } from '../compare.ts'
import { type Comparison, compareVersions } from '../read-version.ts'
import { numberIn } from './asked.ts'
import type { PaperSite } from './site.ts'

const Side = ({ stretches, as: Mark }: { stretches: Stretch[] | undefined; as: 'del' | 'ins' }) => (
  <td>{(stretches ?? []).map(({ text, isOwn }) => (isOwn ? <Mark>{text}</Mark> : text))}</td>
)

const Row = ({ pair }: { pair: Pair }) => (
  <tr class={pair.isSame ? undefined : 'is-changed'}>
    <Side stretches={pair.left} as="del" />
    <Side stretches={pair.right} as="ins" />
  </tr>
)

const nameOf = (version: number | 'draft'): string =>
  version === 'draft' ? t('report_reading.today') : t('report_reading.version', { version })

function Chooser({ page, mayBeToday }: { page: Comparison; mayBeToday: boolean }) {
  const versions = page.versions.map(({ version }) => ({ value: String(version), label: nameOf(version) }))
  return (
    <form method="get" class="filters" aria-label={t('report_reading.choose')}>
      <Choose name="trai" label={t('report_reading.left')} value={String(page.left)} options={versions} />
      <Choose
        name="phai"
        label={t('report_reading.right')}
        value={page.right === 'draft' ? '' : String(page.right)}
        options={mayBeToday ? [...versions, { value: '', label: nameOf('draft') }] : versions}
      />
      <Button>{t('report_reading.compare')}</Button>
    </form>
  )
}

/** Two versions side by side: what is only on one side is marked there, word by word. */
export async function comparePage(c: Context<Env>, site: PaperSite) {
  const chosen = (name: string) => (c.req.query(name) ? numberIn(c.req.query(name)) : undefined)
  const page = await compareVersions(
    c.var.actor,
    await site.dossierAt(c),
    { left: chosen('trai'), right: chosen('phai') },
    await site.today?.(c),
  )
  const { lead, crumbs } = site.frameOf(c, page.unit, page.period)
  const changed = page.sections.filter(({ changes }) => changes > 0)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_reading.comparing', { paper: page.kind, unit: page.unit.name })}
      lead={lead}
      crumbs={crumbs}
    >
      <Chooser page={page} mayBeToday={site.today !== undefined} />
      {changed.length === 0 ? (
        <EmptyState title={t('report_reading.no_change')}>{t('report_reading.no_change_help')}</EmptyState>
      ) : (
        changed.map((section) => (
          <Section title={section.heading || t('report_reading.opening')}>
            <section
              class="wide-table-box"
              tabindex={0}
              aria-label={section.heading || t('report_reading.opening')}
            >
              <table class="side-by-side" lang="vi">
                <thead>
                  <tr>
                    <th scope="col">{nameOf(page.left)}</th>
                    <th scope="col">{nameOf(page.right)}</th>
                  </tr>
                </thead>
                <tbody>
                  {section.pairs.map((pair) => (
                    <Row pair={pair} />
                  ))}
                </tbody>
              </table>
            </section>
          </Section>
        ))
      )}
    </WorkPage>,
  )
}
