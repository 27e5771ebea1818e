import type { Context } from 'hono'
import { countIn, flashOf } from '#platform/forms/flash'
import { formatDay, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { type Env, frameOf } from '#platform/web'
import { Choose, type Column, Flash, LinkButton, ListPage } from '#ui'
import { directions, typeCodes } from '../entry.ts'
import { sheetOf } from '../import/import-register.ts'
import { type Asked, documentList, documentsFound } from '../read.ts'
import { snippetOf } from '../rules.ts'
import type { Found } from '../store.ts'
import { at, StandingBadges, typeChoices, typeName } from './words.tsx'

/** What an address asks of the list. */
export function askedOf(c: Context<Env>, limit: number): Asked {
  const query = (name: string) => (c.req.query(name) ?? '').slice(0, 200)
  const year = Number(query('nam'))
  const [direction, type] = [query('chieu'), query('loai')]
  return {
    text: query('q'),
    unitId: isId(query('don-vi')) ? query('don-vi') : undefined,
    direction: directions.find((one) => one === direction),
    type: typeCodes.includes(type) ? type : undefined,
    year: Number.isInteger(year) && year >= 1930 && year <= 2200 ? year : undefined,
    themeId: isId(query('chuyen-de')) ? query('chuyen-de') : undefined,
    withdrawn: query('tinh-trang') === 'da-rut',
    after: placeIn(c, dayPlace),
    limit,
  }
}

/** What was asked, as an address carries it. */
const queryOf = (asked: Asked): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      q: asked.text,
      'don-vi': asked.unitId,
      chieu: asked.direction,
      loai: asked.type,
      nam: asked.year === undefined ? '' : String(asked.year),
      'chuyen-de': asked.themeId,
      'tinh-trang': asked.withdrawn ? 'da-rut' : '',
    }).filter((pair): pair is [string, string] => Boolean(pair[1])),
  )

type List = Awaited<ReturnType<typeof documentList>>

const Filters = ({ asked, list }: { asked: Asked; list: List }) => {
  const any = t('documents.list.any')
  return (
    <>
      <Choose
        name="don-vi"
        label={t('documents.list.unit')}
        value={asked.unitId}
        any={any}
        options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Choose
        name="chieu"
        label={t('documents.list.direction')}
        value={asked.direction}
        any={any}
        options={directions.map((one) => ({ value: one, label: t(`documents.direction.${one}`) }))}
      />
      <Choose
        name="loai"
        label={t('documents.list.type')}
        value={asked.type}
        any={any}
        options={typeChoices()}
      />
      <Choose
        name="nam"
        label={t('documents.list.year')}
        value={asked.year?.toString()}
        any={any}
        options={list.years.map((year) => ({ value: String(year), label: String(year) }))}
      />
      <Choose
        name="chuyen-de"
        label={t('documents.list.theme')}
        value={asked.themeId}
        any={any}
        options={list.themes.map(({ id, shortTitle }) => ({ value: id, label: shortTitle }))}
      />
      <Choose
        name="tinh-trang"
        label={t('documents.list.state')}
        value={asked.withdrawn ? 'da-rut' : ''}
        any={t('documents.list.standing')}
        options={[{ value: 'da-rut', label: t('documents.list.withdrawn') }]}
      />
    </>
  )
}

/** What each document is called, of when, of whom; and the text around what was looked for. */
const columnsFor = (words: readonly string[]): Column<Found>[] => [
  {
    head: t('documents.list.symbol'),
    title: true,
    cell: (row) => (
      <>
        <a href={at.one(row.id)}>
          {typeName(row.type)} {row.symbol}
        </a>{' '}
        <StandingBadges document={row} />
      </>
    ),
  },
  { head: t('documents.list.day'), cell: (row) => formatDay(row.issuedOn) },
  { head: t('documents.list.subject'), cell: (row) => <Subject row={row} words={words} /> },
  { head: t('documents.list.issuer'), cell: (row) => row.issuer },
  {
    head: t('documents.list.direction'),
    cell: (row) =>
      row.direction === 'received'
        ? `${t('documents.direction.received')} (${row.unitName})`
        : t('documents.direction.issued'),
  },
]

function Subject({ row, words }: { row: Found; words: readonly string[] }) {
  const pieces = row.around === null ? undefined : snippetOf(row.around, words)
  return (
    <>
      {row.subject}
      {pieces ? (
        <span class="found-text quiet">
          {pieces.map((piece) => (piece.isHit ? <mark>{piece.text}</mark> : piece.text))}
        </span>
      ) : null}
    </>
  )
}

/** What else there is of the unit whose register is shown. */
function OfUnit({ list, asked }: { list: List; asked: Asked }) {
  const unit = list.units.find(({ id }) => id === asked.unitId)
  return unit ? (
    <p>
      <a href={at.issued(unit.slug)}>
        {t('documents.issued.link')}: {unit.name}
      </a>
    </p>
  ) : null
}

/** The registers that a person may read, narrowed by what they ask. */
export async function listPage(c: Context<Env>) {
  const asked = askedOf(c, 30)
  const list = await documentList(c.var.actor, asked)
  const isNarrowed = Object.keys(queryOf(asked)).length > 0
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.list.title')}
      lead={t('documents.list.lead')}
      flash={flashOf(c, 'documents.flash', { count: countIn(c, 'so') })}
      actions={
        <>
          {list.mayRegister ? (
            <>
              <LinkButton href={at.register} look="main" icon="record">
                {t('documents.list.register')}
              </LinkButton>
              <LinkButton href={at.import}>{t('documents.list.import')}</LinkButton>
            </>
          ) : null}
          <LinkButton href={`${at.list}/xuat.xlsx?${new URLSearchParams(queryOf(asked))}`} download>
            {t('documents.list.export')}
          </LinkButton>
        </>
      }
      search={{
        action: at.list,
        label: t('documents.list.search'),
        query: asked.text ?? '',
        children: <Filters asked={asked} list={list} />,
      }}
      rows={list.rows}
      columns={columnsFor(list.words)}
      empty={{
        title: t(isNarrowed ? 'documents.list.nothing' : 'documents.list.empty'),
        help: t(isNarrowed ? 'documents.list.nothing_help' : 'documents.list.empty_help'),
        ...(isNarrowed ? { action: { href: at.list, label: t('documents.list.all') } } : {}),
      }}
      nextHref={nextHref(c, list.next)}
      foot={
        list.hasMore && !list.next ? (
          <Flash tone="info">{t('documents.list.only_best', { shown: list.rows.length })}</Flash>
        ) : undefined
      }
    >
      <OfUnit list={list} asked={asked} />
    </ListPage>,
  )
}

/** More documents than that one file does not hold; narrow the list by year or unit. */
const mostExported = 5000

/** The list that was asked for, as a sheet. */
export async function exportList(c: Context<Env>) {
  const { rows } = await documentsFound(c.var.actor, { ...askedOf(c, mostExported), after: undefined })
  return c.body(sheetOf(rows), 200, spreadsheetHeaders('van-ban.xlsx'))
}
