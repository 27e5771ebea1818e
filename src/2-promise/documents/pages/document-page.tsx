import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  Prose,
  Section,
  TextField,
  Timeline,
  WorkPage,
} from '#ui'
import { ChainList, ChainPicture } from '../chain/chain-picture.tsx'
import { documentPage } from '../read.ts'
import type { Document } from '../store.ts'
import { CarriesFields } from './fields.tsx'
import { FilesSection } from './files-section.tsx'
import { at, StandingBadges, typeName, validityOf } from './words.tsx'

export type Page = Awaited<ReturnType<typeof documentPage>>

/** Forms of the page that were refused, each with what was typed. */
export type Forms = { link?: FormState; replace?: FormState; withdraw?: FormState; files?: FormState }

/** One document: what it says, what it carries out, what carries it out, its files and its history. */
export async function showDocument(c: Context<Env>, forms: Forms = {}) {
  const page = await documentPage(c.var.actor, c.req.param('id') ?? '')
  const { document } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={`${typeName(document.type)} ${document.symbol}`}
      above={t(`documents.direction.${document.direction}`)}
      badge={
        <>
          {' '}
          <StandingBadges document={document} />
        </>
      }
      flash={flashOf(c, 'documents.flash', { symbol: document.symbol })}
      crumbs={[{ href: at.list, label: t('documents.list.title') }]}
      actions={
        page.mayChange ? (
          <LinkButton href={`${at.one(document.id)}/sua`} icon="edit">
            {t('documents.correct.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <Warnings page={page} />
      <Prose>
        <p>{document.subject}</p>
      </Prose>
      <DocumentFacts page={page} />
      <FilesSection page={page} form={forms.files ?? {}} />
      <Above page={page} form={forms.link ?? {}} />
      <Below page={page} />
      <ChainSection page={page} />
      <History page={page} />
      {page.mayChange ? <Changes document={document} forms={forms} /> : null}
    </WorkPage>,
  )
}

/** That it was withdrawn or replaced, or that something which it carries out was. */
function Warnings({ page: { document, chain, mayChange } }: { page: Page }) {
  const own = chain.successors.get(document.id)
  const links = chain.links.filter(({ documentId }) => documentId === document.id)
  const replaced = links.flatMap(({ aboveId }) => {
    const former = chain.rows.find((row) => row.document.id === aboveId)?.document
    const later = chain.successors.get(aboveId)
    return former && later ? [{ former, later }] : []
  })
  return (
    <>
      {document.withdrawnAt ? (
        <Flash tone="problem">
          {t('documents.page.withdrawn', { why: document.withdrawnWhy ?? '' })} (
          {formatInstant(document.withdrawnAt)})
        </Flash>
      ) : null}
      {own ? (
        <Flash tone="warning">
          {t('documents.page.replaced')} <a href={at.one(own.id)}>{own.symbol}</a>: {own.subject}
        </Flash>
      ) : null}
      {replaced.map(({ former, later }) => (
        <Flash tone="warning">
          <p>
            {t('documents.page.above_replaced', { former: former.symbol, later: later.symbol })}{' '}
            <a href={at.one(later.id)}>{later.subject}</a>
          </p>
          {mayChange ? (
            <Form inline action={`${at.one(document.id)}/lien-ket/chuyen`} hidden={{ aboveId: former.id }}>
              <Button>{t('documents.page.relink', { later: later.symbol })}</Button>
            </Form>
          ) : null}
        </Flash>
      ))}
    </>
  )
}

function DocumentFacts({ page: { document, themes } }: { page: Page }) {
  return (
    <Facts
      items={[
        { label: t('documents.page.issuer'), value: document.issuer },
        { label: t('documents.page.issued_on'), value: formatDay(document.issuedOn) },
        {
          label: t('documents.page.received_on'),
          value: document.receivedOn ? formatDay(document.receivedOn) : '',
        },
        { label: t('documents.page.number'), value: document.number === null ? '' : String(document.number) },
        { label: t('documents.page.valid'), value: validityOf(document) },
        {
          label: t('documents.page.register'),
          value: (
            <>
              <a href={`${at.list}?don-vi=${document.unitId}`}>{document.unitName}</a>
              {' · '}
              <a href={at.issued(document.unitSlug)}>{t('documents.issued.link')}</a>
            </>
          ),
        },
        {
          label: t('documents.page.themes'),
          value:
            themes.length === 0 ? (
              ''
            ) : (
              <ul class="plain-list">
                {themes.map((theme) => (
                  <li>
                    <a href={`/chuyen-de/${theme.id}`}>{theme.shortTitle}</a>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  )
}

/** What it carries out, one step up; and the way to add more. */
function Above({ page, form }: { page: Page; form: FormState }) {
  const { document, chain, mayChange } = page
  const links = chain.links.filter(({ documentId }) => documentId === document.id)
  const rows = links.flatMap((link) => {
    const above = chain.rows.find((row) => row.document.id === link.aboveId)?.document
    return above ? [{ above, clause: link.clause }] : []
  })
  const here = `${at.one(document.id)}/lien-ket`
  return (
    <Section title={t('documents.page.up')} id="thuc-hien">
      {rows.length === 0 ? (
        <p class="quiet">
          {t(document.direction === 'received' ? 'documents.page.up_top' : 'documents.page.up_none')}
        </p>
      ) : (
        <ul class="linked-documents">
          {rows.map(({ above, clause }) => (
            <li>
              <DocumentLine document={above} clause={clause} />
              {mayChange ? (
                <Form inline action={`${here}/bo`} hidden={{ aboveId: above.id }}>
                  <Button look="quiet">
                    {t('documents.page.unlink')}
                    <span class="sr-only"> {above.symbol}</span>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <details open={form.problems !== undefined}>
          <summary>{t('documents.page.add_link')}</summary>
          <Form {...form} action={here}>
            <CarriesFields form={form} required />
            <Buttons>
              <Button>{t('documents.page.save_link')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

const DocumentLine = ({ document, clause }: { document: Document; clause?: string }) => (
  <p>
    <a href={at.one(document.id)}>
      {typeName(document.type)} {document.symbol}
    </a>{' '}
    <StandingBadges document={document} />
    <span class="quiet">
      {[document.issuer, formatDay(document.issuedOn), clause ? t('documents.page.clause', { clause }) : '']
        .filter(Boolean)
        .join(' · ')}
    </span>
    <br />
    {document.subject}
  </p>
)

/** What carries it out, one step down: documents, and whatever plans, tasks and others bring. */
function Below({ page: { document, chain } }: { page: Page }) {
  const ids = new Set(
    chain.links.filter(({ aboveId }) => aboveId === document.id).map(({ documentId }) => documentId),
  )
  const below = chain.rows.map((row) => row.document).filter(({ id }) => ids.has(id))
  const standing = chain.standing.get(document.id) ?? []
  const clauseOf = (id: string) =>
    chain.links.find((link) => link.documentId === id && link.aboveId === document.id)?.clause
  return (
    <Section title={t('documents.page.down')}>
      {below.length === 0 && standing.length === 0 ? (
        <p class="quiet">{t('documents.page.down_none')}</p>
      ) : null}
      {below.length > 0 ? (
        <ul class="linked-documents">
          {below.map((one) => (
            <li>
              <DocumentLine document={one} clause={clauseOf(one.id) ?? ''} />
            </li>
          ))}
        </ul>
      ) : null}
      {standing.map(({ title, rows }) => (
        <>
          <h3>{title}</h3>
          <ul class="linked-documents">
            {rows.map((one) => (
              <li>
                <p>
                  <a href={one.href}>{one.title}</a>{' '}
                  <span class="quiet">{[one.unitName, one.note].filter(Boolean).join(' · ')}</span>
                </p>
              </li>
            ))}
          </ul>
        </>
      ))}
    </Section>
  )
}

function ChainSection({ page: { document, chain } }: { page: Page }) {
  return (
    <Section title={t('documents.page.chain')} id="chuoi">
      {chain.rows.length < 2 && chain.standing.size === 0 ? (
        <p class="quiet">{t('documents.page.chain_alone')}</p>
      ) : (
        <>
          <p class="quiet">{t('documents.page.chain_lead')}</p>
          <ChainPicture chain={chain} currentId={document.id} />
          <details open>
            <summary>{t('documents.page.chain_list')}</summary>
            <ChainList chain={chain} currentId={document.id} />
          </details>
          {chain.isCut ? <Flash tone="info">{t('documents.page.chain_cut')}</Flash> : null}
        </>
      )}
    </Section>
  )
}

/** What became of it, with what stood there before a correction. */
function History({ page: { changes } }: { page: Page }) {
  if (changes.length === 0) return null
  const before = (one: Page['changes'][number]): string => {
    const { symbol, issuedOn, subject } = one.before as Partial<Document>
    return one.event === 'corrected' && symbol && issuedOn
      ? t('documents.page.what_before', { what: `${symbol}, ${formatDay(issuedOn)}, ${subject}` })
      : ''
  }
  return (
    <Section title={t('documents.page.history')}>
      <Timeline
        label={t('documents.page.history')}
        items={changes.map((one) => ({
          when: formatInstant(one.at),
          title: t(`documents.event.${one.event}`),
          ...(one.who ? { who: one.who } : {}),
          text: [one.why, before(one)].filter(Boolean).join(' · ') || undefined,
        }))}
      />
    </Section>
  )
}

/** What can still become of it: replaced, or its registration withdrawn. */
function Changes({ document, forms }: { document: Document; forms: Forms }) {
  const [replace, withdraw] = [forms.replace ?? {}, forms.withdraw ?? {}]
  return (
    <>
      <details open={replace.problems !== undefined}>
        <summary>{t('documents.page.replace')}</summary>
        <Form {...replace} action={`${at.one(document.id)}/thay-the`}>
          <TextField
            name="by"
            label={t('documents.page.replace_field')}
            hint={t('documents.page.replace_hint')}
            maxLength={200}
            form={replace}
          />
          <Buttons>
            <Button>{t('documents.page.replace_save')}</Button>
          </Buttons>
        </Form>
      </details>
      <details open={withdraw.problems !== undefined}>
        <summary>{t('documents.page.withdraw')}</summary>
        <Form {...withdraw} action={`${at.one(document.id)}/rut`}>
          <TextField
            name="why"
            label={t('documents.page.withdraw_why')}
            hint={t('documents.page.withdraw_hint')}
            maxLength={500}
            required
            form={withdraw}
          />
          <Buttons>
            <Button look="danger">{t('documents.page.withdraw')}</Button>
          </Buttons>
        </Form>
      </details>
    </>
  )
}
