import { kindOf, type PublicFile } from '#evidence'
import type { Figure as FigureOfPeople, IndicatorFigure } from '#figures'
import { BeyondNote, leadingFirst, totalOf } from '#figures'
import { hostsInWords, type Initiative } from '#initiatives'
import { formatDay, formatPeriod, t, worded } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { Card, Figure, FoldedGrid, Grid, StateBadge } from '#ui'
import type { PublicActivity } from '../store.ts'
import { to } from './frame.tsx'

/** What is said in place of a figure of which nothing is told, and of a rate that has no value. */
export function missingWords(figure: FigureOfPeople): { missing?: string } {
  if (figure.isWithheld && figure.entries === 0) return { missing: t('portal.figures.withheld') }
  if (figure.beyond && figure.entries === 0) return { missing: t('explorer.nothing_alone') }
  return figure.derived?.value === null
    ? { missing: t(`explorer.no_value.${figure.derived.reason ?? 'nothing_entered'}`) }
    : {}
}

/** Figures side by side, each leading to what it is made of. */
export const FigureCards = (props: {
  figures: readonly IndicatorFigure[]
  period: string
  words?: string
  slug?: string | undefined
  own?: boolean
}) => (
  <FoldedGrid
    cards={leadingFirst(props.figures).map(({ indicator, figure }) => (
      <Figure
        label={worded(indicator.nameVi, indicator.nameEn)}
        unit={worded(indicator.unitVi, indicator.unitEn)}
        period={props.words ?? formatPeriod(props.period)}
        href={
          props.own
            ? undefined
            : to(`/so-lieu/${indicator.code}`) +
              `?${new URLSearchParams({ ky: props.period, ...(props.slug ? { 'don-vi': props.slug } : {}) })}`
        }
        proof={figure}
        amount={totalOf(figure)}
        {...missingWords(figure)}
        note={<BeyondNote indicator={indicator} figure={figure} period={props.period} />}
        compact
      />
    ))}
  />
)

/** Records with what was done and their photos. */
export const ActivityCards = (props: {
  rows: readonly (PublicActivity & { files: readonly PublicFile[] })[]
}) => (
  <Grid size="wide">
    {props.rows.map((row) => {
      const photo = row.files.find((file) => kindOf(file.mediaType) === 'photo')
      return (
        <Card
          title={row.initiativeName}
          href={to(`/mo-hinh/${row.initiativeSlug}`)}
          above={`${row.unitName} · ${formatDay(row.day)}`}
          image={
            photo ? { src: `/anh/${photo.sha256}.small.jpg`, alt: '', width: 480, height: 360 } : undefined
          }
        >
          {row.summary}
        </Card>
      )
    })}
  </Grid>
)

/** Initiatives as one chooses among them. */
export const InitiativeCards = ({ rows, level }: { rows: readonly Initiative[]; level?: 2 | 3 }) => (
  <FoldedGrid
    cards={rows.map((initiative) => (
      <Card
        level={level}
        title={initiative.name}
        href={to(`/mo-hinh/${initiative.slug}`)}
        above={hostsInWords(initiative)}
        badge={<StateBadge state={initiative.state} />}
        foot={initiative.startedOn ? t('portal.since', { day: formatDay(initiative.startedOn) }) : undefined}
      >
        {excerpt(initiative.summary, 160)}
      </Card>
    ))}
  />
)
