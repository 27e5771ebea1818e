import type { Child } from 'hono/jsx'
import { hostsInWords } from '#initiatives'
import { formatDong, t, worded } from '#platform/i18n'
import { packPlace } from '#platform/lists/page'
import { excerpt } from '#platform/plain-text'
import { Card, EmptyState, Grid, Pager, ProofBar, SearchForm, StateBadge, totalInWords } from '#ui'
import { RecognitionBadges } from '../recognition/badges.tsx'
import { levels } from '../recognition/entry.ts'
import { costSteps, type LibrarySearch, librarySorts, queryOf } from './entry.ts'
import type { Library } from './read.ts'

type Choices = { value: string; label: string }[]

/** One filter of the library. */
const Filter = (props: { name: string; label: string; value: string; options: Choices }) => (
  <label class="choose">
    <span>{props.label}</span>
    <select class="select" name={props.name}>
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </label>
)

/** What it costs to begin, in words. */
export const costInWords = (dong: number | null): string =>
  dong === null
    ? t('spread.cost.unsaid')
    : dong === 0
      ? t('spread.cost.nothing')
      : t('spread.cost.about', { amount: formatDong(dong) })

function Filters({ action, search, library }: { action: string; search: LibrarySearch; library: Library }) {
  const any = { value: '', label: t('spread.library.any') }
  return (
    <SearchForm action={action} label={t('spread.library.search')} query={search.text}>
      <Filter
        name="nganh"
        label={t('spread.library.line')}
        value={search.line ?? ''}
        options={[
          any,
          ...library.lines.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) })),
        ]}
      />
      <Filter
        name="loai"
        label={t('spread.library.kind')}
        value={search.kind ?? ''}
        options={[
          any,
          ...library.kinds.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) })),
        ]}
      />
      <Filter
        name="cap"
        label={t('spread.library.level')}
        value={search.level ?? ''}
        options={[
          any,
          ...levels.map((level) => ({ value: level, label: t(`spread.library.at_least.${level}`) })),
        ]}
      />
      <Filter
        name="chi-tieu"
        label={t('spread.library.indicator')}
        value={search.indicator ?? ''}
        options={[
          any,
          ...library.indicators.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) })),
        ]}
      />
      <Filter
        name="chung-minh"
        label={t('spread.library.proof')}
        value={search.isProven ? 'co' : ''}
        options={[any, { value: 'co', label: t('spread.library.proven_only') }]}
      />
      <Filter
        name="chi-phi"
        label={t('spread.library.cost')}
        value={search.costUpTo === undefined ? '' : String(search.costUpTo)}
        options={[
          any,
          ...costSteps.map((step) => ({
            value: String(step),
            label:
              step === 0
                ? t('spread.cost.nothing')
                : t('spread.library.cost_up_to', { amount: formatDong(step) }),
          })),
        ]}
      />
      <Filter
        name="tinh-trang"
        label={t('spread.library.state')}
        value={search.sort}
        options={librarySorts.map((sort) => ({ value: sort, label: t(`spread.library.sort.${sort}`) }))}
      />
    </SearchForm>
  )
}

type Row = Library['rows'][number]

/** One initiative as it is chosen among others: where, how it is honoured, what it reached, what it costs. */
const LibraryCard = ({ row, href }: { row: Row; href: string }) => (
  <Card
    level={2}
    title={row.initiative.name}
    href={href}
    above={hostsInWords(row.initiative)}
    badge={row.initiative.state === 'ended' ? <StateBadge state="ended" /> : undefined}
    image={
      row.picture
        ? { src: `/anh/${row.picture.sha256}.small.jpg`, alt: '', width: 480, height: 300 }
        : undefined
    }
    foot={[
      costInWords(row.costDong),
      row.copies > 0 ? t('spread.library.copies', { count: row.copies }) : t('spread.library.no_copies'),
    ].join(' · ')}
  >
    {row.recognitions.length > 0 ? (
      <p class="library-badges">
        <RecognitionBadges recognitions={row.recognitions} />
      </p>
    ) : null}
    <p class="quiet">{worded(row.initiative.kindVi, row.initiative.kindEn)}</p>
    <p>{excerpt(row.initiative.summary, 140)}</p>
    {row.results.length > 0 ? (
      <ul class="library-results">
        {row.results.map(({ indicator, figure }) => (
          <li>
            <p>
              <strong>{totalInWords(figure)}</strong> {worded(indicator.unitVi, indicator.unitEn)}
              <span class="quiet"> {worded(indicator.nameVi, indicator.nameEn)}</span>
            </p>
            <ProofBar {...figure} compact />
          </li>
        ))}
      </ul>
    ) : (
      <p class="quiet">{t('spread.library.no_results')}</p>
    )}
  </Card>
)

/** The library: filters, one page of initiatives, the way to the next. */
export function LibraryView(props: {
  action: string
  search: LibrarySearch
  library: Library
  hrefOf: (initiative: Row['initiative']) => string
  before?: Child
}) {
  const { action, search, library } = props
  const isNarrowed = Object.keys(queryOf(search)).length > 0
  const sau = packPlace(library.next)
  return (
    <>
      <Filters action={action} search={search} library={library} />
      {library.rows.length > 0 ? (
        <Grid size="normal">
          {library.rows.map((row) => (
            <LibraryCard row={row} href={props.hrefOf(row.initiative)} />
          ))}
        </Grid>
      ) : (
        <EmptyState
          title={t(isNarrowed ? 'spread.library.nothing_found' : 'spread.library.empty')}
          {...(isNarrowed ? { action: { href: action, label: t('spread.library.all') } } : {})}
        >
          {t(isNarrowed ? 'spread.library.nothing_found_help' : 'spread.library.empty_help')}
        </EmptyState>
      )}
      <Pager nextHref={sau ? `${action}?${new URLSearchParams({ ...queryOf(search), sau })}` : null} />
    </>
  )
}
