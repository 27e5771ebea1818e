import { formatDay, formatNumber, t, worded } from '#platform/i18n'
import { DataTable, EmptyState, ProofBar, Section, StateBadge, TileGrid, totalInWords } from '#ui'
import { RecognitionBadges } from '../recognition/badges.tsx'
import type { Spread } from './read.ts'
import type { Branch } from './rules.ts'
import { SpreadTimeline } from './spread-timeline.tsx'

type Row = Spread['lines'][number]['row']
type Addresses = { hrefOf: (row: Row) => string; placeHrefOf: (slug: string) => string }

/** How an initiative spread: over time, from unit to unit, over the land. */
export function SpreadView({ spread, ...to }: { spread: Spread } & Addresses) {
  if (spread.lines.length < 2)
    return <EmptyState title={t('spread.tree.alone')}>{t('spread.tree.alone_help')}</EmptyState>
  return (
    <>
      <Section title={t('spread.tree.over_time')}>
        <SpreadTimeline spread={spread} />
        <Years spread={spread} />
      </Section>
      <Section title={t('spread.tree.from_to')}>
        <p class="quiet">
          {t('spread.tree.from_to_help')}
          {spread.indicator
            ? ` ${t('spread.tree.result', {
                name: worded(spread.indicator.nameVi, spread.indicator.nameEn),
                unit: worded(spread.indicator.unitVi, spread.indicator.unitEn),
              })}`
            : null}
        </p>
        <Branches branches={spread.tree} selfId={spread.self.id} {...to} />
      </Section>
      {spread.communes.some(({ count }) => count > 0) ? (
        <Section title={t('spread.tree.over_land')}>
          <Communes spread={spread} placeHrefOf={to.placeHrefOf} />
        </Section>
      ) : null}
    </>
  )
}

function Branches(props: { branches: readonly Branch<Row>[]; selfId: string } & Addresses) {
  return (
    <ul class="spread">
      {props.branches.map(({ row, copies }) => (
        <li>
          <div class={row.id === props.selfId ? 'spread-node spread-self' : 'spread-node'}>
            <p class="spread-title">
              <a href={props.hrefOf(row)} aria-current={row.id === props.selfId ? 'true' : undefined}>
                {row.name}
              </a>
            </p>
            <p class="spread-where">
              {[
                row.unitName,
                row.startedOn
                  ? t('spread.tree.since', { day: formatDay(row.startedOn) })
                  : t('spread.tree.not_begun'),
                row.endedOn ? t('spread.tree.until', { day: formatDay(row.endedOn) }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p class="spread-badges">
              <StateBadge state={row.state} /> <RecognitionBadges recognitions={row.recognitions} />
            </p>
            {row.result ? (
              <div class="spread-result">
                <strong>
                  {totalInWords(row.result.figure)}{' '}
                  {worded(row.result.indicator.unitVi, row.result.indicator.unitEn)}
                </strong>
                <ProofBar {...row.result.figure} compact />
              </div>
            ) : (
              <p class="quiet">{t('spread.tree.no_result')}</p>
            )}
          </div>
          {copies.length > 0 ? <Branches {...props} branches={copies} /> : null}
        </li>
      ))}
    </ul>
  )
}

const Years = ({ spread }: { spread: Spread }) => (
  <DataTable
    caption={t('spread.tree.years')}
    rows={spread.growth}
    columns={[
      { head: t('spread.tree.year'), cell: (row) => String(row.year), title: true },
      { head: t('spread.tree.began'), cell: (row) => row.began, number: true },
      { head: t('spread.tree.ended'), cell: (row) => row.ended, number: true },
      { head: t('spread.tree.running'), cell: (row) => row.running, number: true },
    ]}
  />
)

const mostShades = 5

function Communes({ spread, placeHrefOf }: { spread: Spread; placeHrefOf: (slug: string) => string }) {
  const most = Math.max(...spread.communes.map(({ count }) => count))
  return (
    <TileGrid
      caption={t('spread.tree.communes')}
      unit={t('spread.tree.unit')}
      order={t('spread.tree.communes_order', {
        there: spread.communes.filter(({ count }) => count > 0).length,
        all: spread.communes.length,
      })}
      legend={Array.from({ length: Math.min(most, mostShades) }, (_, index) =>
        index + 1 === mostShades ? t('spread.tree.or_more', { count: mostShades }) : String(index + 1),
      )}
      tiles={spread.communes.map(({ name, slug, count }) => ({
        label: name,
        href: placeHrefOf(slug),
        said: count > 0 ? formatNumber(count) : t('spread.tree.not_yet'),
        shade: count > 0 ? Math.min(count, mostShades) : undefined,
      }))}
    />
  )
}
