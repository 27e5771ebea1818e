import type { Child } from 'hono/jsx'
import { figuresIn } from '#papers'
import { t } from '#platform/i18n'
import { LinkButton } from '#ui'
import type { reportOf } from '../read.ts'
import type { standingOfReport } from '../report-life.ts'

type Report = Awaited<ReturnType<typeof reportOf>>
type Props = {
  report: Report
  standing: Awaited<ReturnType<typeof standingOfReport>>
  here: string
}

/** How many figures of a report are proven wholly, partly and not at all; those with nothing to prove are left out. */
export function proofOfFigures(report: Pick<Report, 'sections'>) {
  const all = figuresIn(report.sections.filter(({ isAnnex }) => !isAnnex).flatMap(({ blocks }) => blocks))
  const proven = all.flatMap((figure) => (figure.proven === undefined ? [] : [figure.proven]))
  const whole = proven.filter((percent) => percent >= 100).length
  const part = proven.filter((percent) => percent > 0 && percent < 100).length
  return { all: proven.length, whole, part, none: proven.length - whole - part }
}

/** How far the figures of the text are proven: one bar, and the same in words. */
function Proof({ report }: Pick<Props, 'report'>) {
  const { all, whole, part, none } = proofOfFigures(report)
  if (all === 0) return null
  const shares = [
    { share: (whole / all) * 100, from: 0, look: 'ground-verified' },
    { share: (part / all) * 100, from: (whole / all) * 100, look: 'ground-evidenced' },
  ]
  return (
    <div class="rail-part">
      <h2>{t('reports.rail.proof')}</h2>
      <svg class="rail-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="ground-declared" width="100" height="4" />
        {shares.map(({ share, from, look }) => (
          <rect class={look} x={from} width={share} height="4" />
        ))}
      </svg>
      <p>{t('reports.rail.proof_words', { all, whole, part, none })}</p>
    </div>
  )
}

/** Sections that somebody has to write, each with the way there. */
function Missing({ report, here }: Props) {
  const missing = report.sections.filter(({ key }) => report.unwritten.includes(key))
  if (missing.length === 0) return null
  return (
    <div class="rail-part">
      <h2>{t('reports.rail.missing', { count: missing.length })}</h2>
      <ul>
        {missing.map(({ key, heading }) => (
          <li lang="vi">
            <a href={report.mayCompose ? writeHref(here, key) : `#phan-${key}`}>{heading}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What people have to look at before the figures are settled, and what others have said of the text. */
function ToDecide({ report, standing, here }: Props) {
  const remarks = standing.returned?.remarks ?? []
  const rivals = [...report.aids.rivals.entries()].flatMap(([key, texts]) => texts.map(() => key))
  const items: Child[] = [
    ...(remarks[0]
      ? [<a href={`#phan-${remarks[0].section}`}>{t('reports.rail.remarks', { count: remarks.length })}</a>]
      : []),
    ...(rivals[0]
      ? [<a href={writeHref(here, rivals[0])}>{t('reports.rail.rivals', { count: rivals.length })}</a>]
      : []),
    ...(report.questions > 0
      ? [
          <a href={`/cau-hoi-so-lieu?don-vi=${report.unit.slug}`}>
            {t('reports.rail.questions', { count: report.questions })}
          </a>,
        ]
      : []),
    ...(report.waiting > 0 ? [t('confirmations.waiting', { count: report.waiting })] : []),
  ]
  if (items.length === 0) return null
  return (
    <div class="rail-part">
      <h2>{t('reports.rail.decide')}</h2>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </div>
  )
}

/** Where a section is written: in its place within the paper. */
export const writeHref = (here: string, key: string): string => `${here}?sua=${key}#phan-${key}`

/** What is done next, in order: figures, writing, checking, signing. The step that is due stands out. */
function Steps({ report, here }: Props) {
  const { mayCompose, unwritten, unit, period } = report
  const isWritten = unwritten.length === 0
  const steps = [
    { href: `/so-lieu-chi-tiet/${unit.slug}?ky=${period}`, label: 'figures', isDue: false },
    ...(mayCompose
      ? [
          {
            href: writeHref(here, unwritten[0] ?? 'the-thuc'),
            label: isWritten ? 'head' : 'write',
            isDue: !isWritten,
          },
          { href: `${here}/soan/so`, label: 'check', isDue: false },
        ]
      : []),
    { href: `${here}/trinh-ky`, label: 'sign', isDue: isWritten },
  ]
  return (
    <ol class="rail-steps">
      {steps.map(({ href, label, isDue }) => (
        <li>
          <LinkButton href={href} look={isDue ? 'main' : 'plain'} wide>
            {t(`reports.rail.step.${label}`)}
          </LinkButton>
        </li>
      ))}
    </ol>
  )
}

/** Beside a report: what is missing, what is to be decided, how far it is proven, and what is done next. */
export const Rail = (props: Props) => (
  <aside class="rail" aria-label={t('reports.rail.title')}>
    <Missing {...props} />
    <ToDecide {...props} />
    <Proof {...props} />
    <Steps {...props} />
    <p class="rail-part">
      {(['docx', 'pdf'] as const).map((kind) => (
        <>
          <a href={`${props.here}/bao-cao.${kind}`} download data-turbo="false">
            {t(`reports.${kind}`)}
          </a>{' '}
        </>
      ))}
    </p>
    <details class="rail-part">
      <summary>{t('reports.rail.more')}</summary>
      <ul>
        <li>
          <a href={`${props.here}/gui`}>{t('report_gathering.send_link')}</a>
        </li>
        <li>
          <a href={`${props.here}/kiem-tra`}>{t('report_check.title')}</a>
        </li>
      </ul>
    </details>
  </aside>
)
