import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, t, worded } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
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
import { moveQuestion, putBack, removeQuestion } from '../edit-draft.ts'
import { firstDayEntry, issueEntry } from '../entry.ts'
import { countFromEarlier, dropIndicator, issueForm } from '../issue-form.ts'
import { kindPage, versionPage } from '../read.ts'
import { giveUpDraft, startDraft } from '../set-up-kind.ts'
import { labelOf } from '../words.ts'
import { kindHref, kindsHref, newQuestionHref, previewHref } from './addresses.ts'
import { FirstDays } from './first-days.tsx'
import { KindBadge } from './kind-pages.tsx'
import { BroughtIndicators, QuestionList } from './question-list.tsx'

type Page = Awaited<ReturnType<typeof kindPage>>

/** What has just been taken out, with the button that puts it back. */
function Removed({ page, id }: { page: Page; id: string }) {
  const removed = page.removed.find((one) => one.id === id)
  const [first, ...inside] = removed?.fields ?? []
  if (!removed || !first) return null
  return (
    <Flash tone="info">
      <form method="post" action={`${kindHref(page.kind.code)}/lay-lai/${id}`} class="form-inline">
        {t('forms.removed.just', { name: labelOf(first, removed.fields), count: inside.length })}{' '}
        <Button>{t('forms.removed.put_back')}</Button>
      </form>
    </Flash>
  )
}

function DraftSection({ page }: { page: Page }) {
  const { draft, kind } = page
  if (!draft) return null
  const brought = page.brought.flatMap((code) => page.indicators.get(code) ?? [])
  return (
    <Section title={t('forms.draft.title', { version: draft.version })} id="ban-nhap">
      <p>{t('forms.draft.help')}</p>
      <Buttons>
        <LinkButton href={newQuestionHref(kind.code)} look="main" icon="record">
          {t('forms.draft.add')}
        </LinkButton>
        <LinkButton href={previewHref(kind.code, draft.version)}>{t('forms.draft.preview')}</LinkButton>
        <LinkButton href={`${kindHref(kind.code)}/nhap`}>{t('forms.draft.import')}</LinkButton>
        <LinkButton href={`${kindHref(kind.code)}/bieu.xlsx?phien-ban=${draft.version}`} download>
          {t('forms.draft.export')}
        </LinkButton>
      </Buttons>
      {draft.fields.length === 0 ? (
        <EmptyState title={t('forms.draft.empty')}>{t('forms.draft.empty_help')}</EmptyState>
      ) : (
        <QuestionList
          code={kind.code}
          fields={draft.fields}
          indicators={page.indicators}
          faults={page.faults}
          isDraft
        />
      )}
      <h3>{t('forms.indicator.brought')}</h3>
      {brought.length === 0 ? <p>{t('forms.indicator.none_brought')}</p> : null}
      <BroughtIndicators code={kind.code} brought={brought} />
      <p>
        <LinkButton href={`${kindHref(kind.code)}/ty-le`}>{t('forms.indicator.add_rate')}</LinkButton>
      </p>
      {page.removed.length > 0 ? (
        <details>
          <summary>{t('forms.removed.title', { count: page.removed.length })}</summary>
          {page.removed.map((removed) => (
            <form method="post" action={`${kindHref(kind.code)}/lay-lai/${removed.id}`} class="form-inline">
              {removed.fields.map((one) => labelOf(one, removed.fields)).join(', ')}{' '}
              <Button>{t('forms.removed.put_back')}</Button>
            </form>
          ))}
        </details>
      ) : null}
    </Section>
  )
}

function IssueSection({ page, form }: { page: Page; form: FormState }) {
  const { draft, kind } = page
  if (!draft) return null
  const counted = page.brought.length
  return (
    <Section title={t('forms.issue.title')} id="ban-hanh">
      {page.faults.length > 0 ? (
        <p>{t('forms.issue.not_yet', { count: page.faults.length })}</p>
      ) : (
        <Form {...form} action={`${kindHref(kind.code)}/ban-hanh`} hidden={{ seen: draft.revision }}>
          <p>{t('forms.issue.help', { version: draft.version })}</p>
          {counted > 0 ? (
            <DayField
              name="day"
              label={t('forms.issue.from')}
              hint={t('forms.issue.from_hint', { count: counted })}
              max={today()}
              form={form}
            />
          ) : (
            <input type="hidden" name="day" value={today()} />
          )}
          <Buttons>
            <Button look="main" icon="done">
              {t('forms.issue.do', { version: draft.version })}
            </Button>
          </Buttons>
        </Form>
      )}
      <details>
        <summary>{t('forms.give_up.title')}</summary>
        <form method="post" action={`${kindHref(kind.code)}/bo-ban-nhap`} class="form">
          <p>
            {t(kind.version === null ? 'forms.give_up.help_kind' : 'forms.give_up.help', {
              questions: draft.fields.length,
              indicators: counted,
            })}
          </p>
          <Buttons>
            <Button look="danger">{t('forms.give_up.do')}</Button>
          </Buttons>
        </form>
      </details>
    </Section>
  )
}

function VersionsSection({ page }: { page: Page }) {
  const { kind, versions } = page
  const issued = versions.filter(({ issuedOn }) => issuedOn !== null)
  return (
    <Section title={t('forms.versions.title')}>
      {issued.length === 0 ? (
        <p>{t('forms.versions.none')}</p>
      ) : (
        <Timeline
          label={t('forms.versions.title')}
          items={issued.map((one) => ({
            when: one.issuedOn ? formatDay(one.issuedOn) : '',
            title: t('forms.versions.one', { version: one.version }),
            href: `${kindHref(kind.code)}/phien-ban/${one.version}`,
            who: one.issuedBy ?? undefined,
          }))}
        />
      )}
      {kind.isManaged && !page.draft ? (
        <form method="post" action={`${kindHref(kind.code)}/ban-nhap`} class="form-inline">
          <Button look="main">{t('forms.versions.next')}</Button>
        </form>
      ) : null}
      {kind.isManaged ? null : (
        <p>
          {t('forms.kind.not_yours')}{' '}
          <a href={`${kindsHref}/them?tu=${kind.code}`}>{t('forms.kind.take_over')}</a>
        </p>
      )}
    </Section>
  )
}

async function showKind(c: Context<Env>, form: FormState) {
  const page = await kindPage(c.var.actor, c.req.param('code') ?? '')
  const { kind } = page
  const line = page.lines.find(({ code }) => code === kind.ownerLine)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={worded(kind.nameVi, kind.nameEn)}
      above={kind.unitName ?? t('forms.kind.of_software')}
      badge={<KindBadge kind={kind} />}
      lead={worded(kind.purposeVi, kind.purposeEn)}
      flash={flashOf(c, 'forms.flash')}
      crumbs={[{ href: kindsHref, label: t('forms.list.title') }]}
      actions={
        kind.isManaged ? (
          <LinkButton href={`${kindHref(kind.code)}/sua`} icon="edit">
            {t('forms.words.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <Removed page={page} id={c.req.query('bo') ?? ''} />
      <Facts
        items={[
          {
            label: t('forms.kind.line'),
            value: line ? worded(line.nameVi, line.nameEn) : t('forms.kind.no_line'),
          },
          {
            label: t('forms.kind.protects_short'),
            value: t(kind.protectsPeople ? 'forms.yes' : 'forms.no'),
          },
          { label: t('forms.kind.public_short'), value: t(kind.isPublic ? 'forms.yes' : 'forms.no') },
          { label: t('forms.kind.used'), value: t('forms.kind.initiatives', { count: kind.initiatives }) },
        ]}
      />
      <DraftSection page={page} />
      <IssueSection page={page} form={form} />
      <FirstDays page={page} form={form} />
      <VersionsSection page={page} />
    </WorkPage>,
  )
}

async function showVersion(c: Context<Env>) {
  const { kind, form, fields, indicators } = await versionPage(
    c.var.actor,
    c.req.param('code') ?? '',
    Number(c.req.param('version')) || 0,
  )
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('forms.versions.page', { version: form.version })}
      above={worded(kind.nameVi, kind.nameEn)}
      lead={
        form.issuedOn ? t('forms.versions.issued', { day: formatDay(form.issuedOn) }) : t('forms.draft.help')
      }
      crumbs={[
        { href: kindsHref, label: t('forms.list.title') },
        { href: kindHref(kind.code), label: worded(kind.nameVi, kind.nameEn) },
      ]}
      actions={
        <>
          <LinkButton href={previewHref(kind.code, form.version)}>{t('forms.draft.preview')}</LinkButton>
          <LinkButton href={`${kindHref(kind.code)}/bieu.xlsx?phien-ban=${form.version}`} download>
            {t('forms.draft.export')}
          </LinkButton>
        </>
      }
    >
      {fields.length === 0 ? (
        <EmptyState title={t('forms.draft.empty')}>{t('forms.draft.empty_help')}</EmptyState>
      ) : (
        <Section title={t('forms.versions.questions')}>
          <QuestionList
            code={kind.code}
            fields={fields}
            indicators={new Map(indicators.map((one) => [one.code, one]))}
            isDraft={false}
          />
        </Section>
      )}
    </WorkPage>,
  )
}

/** One kind: the draft of its form, its versions, issuing. Every change is a post that comes back to the page. */
export const formPages = new Hono<Env>()
  .get(`${kindsHref}/:code`, (c) => showKind(c, {}))
  .get(`${kindsHref}/:code/phien-ban/:version`, showVersion)
  .post(`${kindsHref}/:code/ban-nhap`, async (c) => {
    await startDraft(c.var.actor, c.req.param('code'))
    return c.redirect(`${kindHref(c.req.param('code'))}?da=ban-nhap`, 303)
  })
  .post(`${kindsHref}/:code/bo-ban-nhap`, async (c) => {
    const isThere = await giveUpDraft(c.var.actor, c.req.param('code'))
    return c.redirect(isThere ? `${kindHref(c.req.param('code'))}?da=sua` : `${kindsHref}?da=bo`, 303)
  })
  .post(`${kindsHref}/:code/ban-hanh`, (c) => {
    const code = c.req.param('code')
    return take(c, issueEntry, (entry) => issueForm(c.var.actor, code, entry), {
      to: `${kindHref(code)}?da=ban-hanh`,
      page: (form) => showKind(c, form),
    })
  })
  .post(`${kindsHref}/:code/ngay-bat-dau`, (c) => {
    const code = c.req.param('code')
    return take(c, firstDayEntry, (entry) => countFromEarlier(c.var.actor, code, entry), {
      to: `${kindHref(code)}?da=ngay-bat-dau#ngay-bat-dau`,
      page: (form) => showKind(c, form),
    })
  })
  .post(`${kindsHref}/:code/cau-hoi/:key/:step{len|xuong}`, async (c) => {
    const { code, key, step } = c.req.param()
    await moveQuestion(c.var.actor, code, key, step === 'len' ? -1 : 1)
    return c.redirect(`${kindHref(code)}#q-${key}`, 303)
  })
  .post(`${kindsHref}/:code/cau-hoi/:key/bo`, async (c) => {
    const { code, key } = c.req.param()
    const id = await removeQuestion(c.var.actor, code, key)
    return c.redirect(`${kindHref(code)}?bo=${id}`, 303)
  })
  .post(`${kindsHref}/:code/lay-lai/:id{[0-9a-f-]{36}}`, async (c) => {
    const { code, id } = c.req.param()
    await putBack(c.var.actor, code, id)
    return c.redirect(`${kindHref(code)}?da=lay-lai`, 303)
  })
  .post(`${kindsHref}/:code/chi-tieu/:indicator/bo`, async (c) => {
    const { code, indicator } = c.req.param()
    await dropIndicator(c.var.actor, code, indicator)
    return c.redirect(`${kindHref(code)}?da=sua`, 303)
  })
