import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  Section,
  Timeline,
  WorkPage,
} from '#ui'
import type { KeptOutline } from '../draft-store.ts'
import { outlinePage, versionPage } from '../read.ts'
import { headOf } from '../rules.ts'
import { exampleHref, fileHref, newSectionHref, outlineHref, outlinesHref } from './addresses.ts'
import { madeBy, OutlineBadge, periodsInWords } from './list-page.tsx'
import { Faults, SectionList } from './section-list.tsx'

type Page = Awaited<ReturnType<typeof outlinePage>>

const crumbs = [
  { href: '/bao-cao', label: () => t('reports.title') },
  { href: outlinesHref, label: () => t('outlines.list.title') },
]
/** The way back to the list of outlines. */
export const crumbsOfOutlines = () => crumbs.map(({ href, label }) => ({ href, label: label() }))

/** What an outline says of itself. */
const AboutOutline = ({ outline }: { outline: KeptOutline }) => (
  <Facts
    items={[
      { label: t('outlines.head.periods'), value: periodsInWords(outline.periods) },
      { label: t('outlines.head.title'), value: outline.title },
      { label: t('outlines.head.subject'), value: outline.subject },
      { label: t('outlines.head.opening'), value: outline.opening },
      { label: t('outlines.head.addressees'), value: outline.addressees.join('; ') },
      { label: t('outlines.head.recipients'), value: outline.recipients.join('; ') },
      {
        label: t('outlines.head.since'),
        value: outline.since ? formatDay(outline.since) : t('outlines.head.any_day'),
      },
      { label: t('outlines.head.source'), value: outline.source },
      { label: t('outlines.made_by'), value: outline.unitId === null ? '' : madeBy(outline) },
    ]}
  />
)

/** Links to an example and to the file of one version. */
const WaysOut = ({ outline }: { outline: KeptOutline }) => (
  <>
    {outline.sections.length > 0 ? (
      <LinkButton href={exampleHref(outline.code, outline.version)}>{t('outlines.example.link')}</LinkButton>
    ) : null}
    <LinkButton href={fileHref(outline.code, outline.version)} icon="download" download>
      {t('outlines.export')}
    </LinkButton>
  </>
)

function DraftSections({ page }: { page: Page }) {
  const { draft, code, faults } = page
  if (!draft) return null
  return (
    <Section title={t('outlines.draft.title', { version: draft.version })} id="ban-nhap">
      <p>{t('outlines.draft.help')}</p>
      <Faults faults={faults.filter(({ field }) => field in headOf(draft))} />
      <Buttons>
        {page.isManaged ? (
          <LinkButton href={newSectionHref(code)} look="main" icon="record">
            {t('outlines.section.add')}
          </LinkButton>
        ) : null}
        <WaysOut outline={draft} />
      </Buttons>
      {draft.sections.length === 0 ? (
        <EmptyState title={t('outlines.draft.empty')}>{t('outlines.draft.empty_help')}</EmptyState>
      ) : (
        <SectionList code={code} sections={draft.sections} faults={faults} isDraft={page.isManaged} />
      )}
      {page.isManaged && draft.removed.length > 0 ? (
        <details>
          <summary>{t('outlines.section.removed', { count: draft.removed.length })}</summary>
          {draft.removed.map(({ key, heading }) => (
            <form method="post" action={`${outlineHref(code)}/lay-lai/${key}`} class="form-inline">
              {heading} <Button>{t('outlines.section.put_back')}</Button>
            </form>
          ))}
        </details>
      ) : null}
    </Section>
  )
}

function IssueSection({ page, form }: { page: Page; form: FormState }) {
  const { draft, code, faults, issued } = page
  if (!draft || !page.isManaged) return null
  return (
    <Section title={t('outlines.issue.title')} id="ban-hanh">
      {faults.length > 0 && !form.problems ? (
        <p>{t('outlines.issue.not_yet', { count: faults.length })}</p>
      ) : (
        <Form {...form} action={`${outlineHref(code)}/ban-hanh`} hidden={{ seen: draft.seen }}>
          <p>
            {t('outlines.issue.help', { version: draft.version })}
            {issued ? ` ${t('outlines.issue.withdraws', { version: issued.version })}` : ''}
          </p>
          <Buttons>
            <Button look="main" icon="done">
              {t('outlines.issue.do', { version: draft.version })}
            </Button>
          </Buttons>
        </Form>
      )}
      <details>
        <summary>{t('outlines.give_up.title')}</summary>
        <form method="post" action={`${outlineHref(code)}/bo-ban-nhap`} class="form">
          <p>{t('outlines.give_up.help', { sections: draft.sections.length })}</p>
          <Buttons>
            <Button look="danger">{t('outlines.give_up.do')}</Button>
          </Buttons>
        </form>
      </details>
    </Section>
  )
}

/** What is in force now, where a draft stands before it or not. */
function InForce({ page }: { page: Page }) {
  const { draft, issued, code } = page
  const shown = draft ? issued : page.shown
  if (!shown) return null
  const faults = draft ? page.issuedFaults : page.faults
  return (
    <Section title={t(`outlines.shown.${shown.state}`, { version: shown.version })}>
      {faults.length > 0 ? (
        <Flash tone="warning">{t('outlines.shown.faults', { count: faults.length })}</Flash>
      ) : null}
      {draft ? null : (
        <Buttons>
          <WaysOut outline={shown} />
        </Buttons>
      )}
      {draft ? (
        <p>
          <a class="link" href={`${outlineHref(code)}/phien-ban/${shown.version}`}>
            {t('outlines.versions.open', { version: shown.version })}
          </a>
        </p>
      ) : (
        <SectionList code={code} sections={shown.sections} faults={faults} isDraft={false} />
      )}
    </Section>
  )
}

function VersionsSection({ page }: { page: Page }) {
  const { versions, code, draft, issued, isManaged } = page
  const past = versions.filter(({ state }) => state !== 'draft')
  return (
    <Section title={t('outlines.versions.title')}>
      {past.length === 0 ? (
        <p>{t('outlines.versions.none')}</p>
      ) : (
        <Timeline
          label={t('outlines.versions.title')}
          items={past.map((one) => ({
            when: one.issuedAt ? formatInstant(one.issuedAt) : '',
            title: t('outlines.versions.one', { version: one.version }),
            href: `${outlineHref(code)}/phien-ban/${one.version}`,
            badge: <OutlineBadge state={one.state} version={one.version} />,
            who: one.issuerName ?? undefined,
            text: t('outlines.versions.reports', { count: page.reports.get(one.version) ?? 0 }),
          }))}
        />
      )}
      {isManaged && !draft ? (
        <form method="post" action={`${outlineHref(code)}/ban-nhap`} class="form-inline">
          <Button look="main">{t('outlines.versions.next')}</Button>
        </form>
      ) : null}
      {isManaged && issued ? (
        <details>
          <summary>{t('outlines.withdraw.title')}</summary>
          <form method="post" action={`${outlineHref(code)}/thu-hoi`} class="form">
            <p>{t('outlines.withdraw.help', { count: page.reports.get(issued.version) ?? 0 })}</p>
            <Buttons>
              <Button look="danger">{t('outlines.withdraw.do')}</Button>
            </Buttons>
          </form>
        </details>
      ) : null}
      {isManaged || !issued ? null : (
        <p>
          {t('outlines.not_yours')}{' '}
          <a class="link" href={`${outlinesHref}/them?tu=${code}`}>
            {t('outlines.take_over')}
          </a>
        </p>
      )}
    </Section>
  )
}

/** One outline: its draft, what is in force, its versions. */
export async function showOutline(c: Context<Env>, form: FormState) {
  const page = await outlinePage(c.var.actor, c.req.param('code') ?? '')
  const { shown, code } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={shown.name}
      above={shown.unitName ?? t('outlines.of_software')}
      badge={<OutlineBadge state={shown.state} version={shown.version} />}
      flash={flashOf(c, 'outlines.flash')}
      crumbs={crumbsOfOutlines()}
      actions={
        page.isManaged && page.draft ? (
          <LinkButton href={`${outlineHref(code)}/sua`} icon="edit">
            {t('outlines.head.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <AboutOutline outline={shown} />
      <DraftSections page={page} />
      <IssueSection page={page} form={form} />
      <InForce page={page} />
      <VersionsSection page={page} />
    </WorkPage>,
  )
}

/** One version of an outline, to read. */
export async function showVersion(c: Context<Env>) {
  const version = Number(c.req.param('version')) || 0
  const { outline, faults } = await versionPage(c.var.actor, c.req.param('code') ?? '', version)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('outlines.versions.page', { version: outline.version })}
      above={outline.name}
      badge={<OutlineBadge state={outline.state} version={outline.version} />}
      crumbs={[...crumbsOfOutlines(), { href: outlineHref(outline.code), label: outline.name }]}
      actions={<WaysOut outline={outline} />}
    >
      <AboutOutline outline={outline} />
      <Section title={t('outlines.versions.sections')}>
        <SectionList code={outline.code} sections={outline.sections} faults={faults} isDraft={false} />
      </Section>
    </WorkPage>,
  )
}
