import type { Context } from 'hono'
import { formatDay, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { placeFrom } from '#platform/place'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { type Env, frameOf } from '#platform/web'
import { DataTable, EmptyState, Flash, LinkButton, Pager, SearchForm, WorkPage } from '#ui'
import { directions, typeCodes } from '../entry.ts'
import { sheetOf } from '../import/import-register.ts'
import { type Asked, documentList, documentsFound } from '../read.ts'
import { snippetOf } from '../rules.ts'
import type { Found } from '../store.ts'
import { at, Filter, StandingBadges, typeChoices, typeName } from './words.tsx'

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
    after: placeFrom(c.req.query('sau')),
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

function Filters({ asked, list }: { asked: Asked; list: List }) {
  const any = { value: '', label: t('documents.list.any') }
  return (
    <SearchForm action={at.list} label={t('documents.list.search')} query={asked.text ?? ''}>
      <Filter
        name="don-vi"
        label={t('documents.list.unit')}
        value={asked.unitId ?? ''}
        options={[any, ...list.units.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Filter
        name="chieu"
        label={t('documents.list.direction')}
        value={asked.direction ?? ''}
        options={[any, ...directions.map((one) => ({ value: one, label: t(`documents.direction.${one}`) }))]}
      />
      <Filter
        name="loai"
        label={t('documents.list.type')}
        value={asked.type ?? ''}
        options={[any, ...typeChoices()]}
      />
      <Filter
        name="nam"
        label={t('documents.list.year')}
        value={asked.year === undefined ? '' : String(asked.year)}
        options={[any, ...list.years.map((year) => ({ value: String(year), label: String(year) }))]}
      />
      <Filter
        name="chuyen-de"
        label={t('documents.list.theme')}
        value={asked.themeId ?? ''}
        options={[any, ...list.themes.map(({ id, shortTitle }) => ({ value: id, label: shortTitle }))]}
      />
      <Filter
        name="tinh-trang"
        label={t('documents.list.state')}
        value={asked.withdrawn ? 'da-rut' : ''}
        options={[
          { value: '', label: t('documents.list.standing') },
          { value: 'da-rut', label: t('documents.list.withdrawn') },
        ]}
      />
    </SearchForm>
  )
}

/** The documents of a page: what each is called, of when, of whom; and the text around what was looked for. */
const Rows = ({ list }: { list: List }) => (
  <DataTable
    caption={t('documents.list.caption')}
    quietCaption
    columns={[
      {
        head: t('documents.list.symbol'),
        title: true,
        cell: (row: Found) => (
          <>
            <a href={at.one(row.id)}>
              {typeName(row.type)} {row.symbol}
            </a>{' '}
            <StandingBadges document={row} />
          </>
        ),
      },
      { head: t('documents.list.day'), cell: (row: Found) => formatDay(row.issuedOn) },
      {
        head: t('documents.list.subject'),
        cell: (row: Found) => <Subject row={row} words={list.words} />,
      },
      { head: t('documents.list.issuer'), cell: (row: Found) => row.issuer },
      {
        head: t('documents.list.direction'),
        cell: (row: Found) =>
          row.direction === 'received'
            ? `${t('documents.direction.received')} (${row.unitName})`
            : t('documents.direction.issued'),
      },
    ]}
    rows={list.rows}
  />
)

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
  const written = Number(c.req.query('moi'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.list.title')}
      lead={t('documents.list.lead')}
      flash={
        Number.isInteger(written) && written > 0
          ? { text: t('documents.import.written', { count: written }) }
          : undefined
      }
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
    >
      <Filters asked={asked} list={list} />
      <OfUnit list={list} asked={asked} />
      {list.rows.length > 0 ? (
        <Rows list={list} />
      ) : (
        <EmptyState
          title={t(isNarrowed ? 'documents.list.nothing' : 'documents.list.empty')}
          {...(isNarrowed ? { action: { href: at.list, label: t('documents.list.all') } } : {})}
        >
          {t(isNarrowed ? 'documents.list.nothing_help' : 'documents.list.empty_help')}
        </EmptyState>
      )}
      {list.hasMore && !list.next ? (
        <Flash tone="info">{t('documents.list.only_best', { shown: list.rows.length })}</Flash>
      ) : null}
      <Pager
        nextHref={
          list.next
            ? `${at.list}?${new URLSearchParams({ ...queryOf(asked), sau: `${list.next.day}~${list.next.id}` })}`
            : null
        }
      />
    </WorkPage>,
  )
}

/** More documents than that one file does not hold; narrow the list by year or unit. */
const mostExported = 5000

/** The list that was asked for, as a sheet. */
export async function exportList(c: Context<Env>) {
  const { rows } = await documentsFound(c.var.actor, { ...askedOf(c, mostExported), after: undefined })
  return c.body(sheetOf(rows), 200, spreadsheetHeaders('van-ban.xlsx'))
}
