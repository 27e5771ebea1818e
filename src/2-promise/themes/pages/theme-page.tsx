import type { Context } from 'hono'
import { keptName } from '#evidence'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { addDays, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  PhotoField,
  Prose,
  Section,
  TextField,
  Timeline,
  WorkPage,
} from '#ui'
import { themePage } from '../read.ts'
import type { Theme } from '../store.ts'
import { WordingFields, yearsOf } from './list-pages.tsx'

type Page = Awaited<ReturnType<typeof themePage>>

/** Forms of the page that were refused, each with what was typed. */
export type Forms = { reword?: FormState; end?: FormState; material?: FormState }

const mostRows = 12

/** One theme: its wording, its figures, what serves it, what is studied for it. */
export async function showTheme(c: Context<Env>, forms: Forms = {}) {
  const page = await themePage(c.var.actor, c.req.param('id') ?? '')
  const { theme, mayManage } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={theme.shortTitle}
      above={`${t(`themes.span.${theme.span}`)} ${yearsOf(theme)}`}
      crumbs={[{ href: '/chuyen-de', label: t('themes.list.title') }]}
      flash={flashOf(c, 'themes.flash')}
    >
      <Prose>
        <p>{theme.title}</p>
      </Prose>
      <ThemeFacts page={page} />
      <FiguresSection theme={theme} />
      <Serving page={page} />
      <Materials page={page} form={forms.material ?? {}} />
      {page.changes.length > 0 ? (
        <Section title={t('themes.page.history')}>
          <Timeline
            label={t('themes.page.history')}
            items={page.changes.map((one) => ({
              when: formatInstant(one.at),
              title: t(`documents.event.${one.event}`),
              ...(one.who ? { who: one.who } : {}),
              text: [one.why, (one.before as Partial<Theme>).title].filter(Boolean).join(' · ') || undefined,
            }))}
          />
        </Section>
      ) : null}
      {mayManage ? <Changes page={page} forms={forms} /> : null}
    </WorkPage>,
  )
}

function ThemeFacts({ page: { theme, document } }: { page: Page }) {
  const isWhole = theme.endsOn === `${theme.toYear + 1}-01-01`
  return (
    <Facts
      items={[
        { label: t('themes.page.issuer'), value: theme.unitName },
        {
          label: t('themes.page.time'),
          value: isWhole
            ? yearsOf(theme)
            : t('themes.page.days', {
                from: formatDay(theme.beginsOn),
                to: formatDay(addDays(theme.endsOn, -1)),
              }),
        },
        {
          label: t('themes.page.document'),
          value: document ? <a href={`/van-ban/${document.id}`}>{document.symbol}</a> : '',
        },
      ]}
    />
  )
}

/** The way to the figures of the theme, year by year. */
function FiguresSection({ theme }: { theme: Theme }) {
  const years = Array.from(
    { length: theme.toYear - theme.fromYear + 1 },
    (_, index) => theme.fromYear + index,
  )
  const thisYear = Number(today().slice(0, 4))
  return (
    <Section title={t('themes.page.figures')}>
      <p class="quiet">{t('themes.page.figures_lead')}</p>
      <ul class="plain-list">
        {years
          .filter((year) => year <= thisYear)
          .map((year) => (
            <li>
              <a
                href={`/so-sanh-so-lieu/${theme.unitSlug}?${new URLSearchParams({ ky: String(year), nganh: theme.id })}`}
              >
                {t('themes.page.figures_year', { year: String(year) })}
              </a>
            </li>
          ))}
      </ul>
    </Section>
  )
}

/** All that serves the theme, by who brought it. */
function Serving({ page: { serving } }: { page: Page }) {
  return (
    <Section title={t('themes.page.serving')}>
      {serving.length === 0 ? (
        <EmptyState title={t('themes.page.nothing')}>{t('themes.page.nothing_help')}</EmptyState>
      ) : (
        serving.map(({ title, rows }) => (
          <>
            <h3>
              {title} ({rows.length})
            </h3>
            <ul class="linked-documents">
              {rows.slice(0, mostRows).map((row) => (
                <li>
                  <p>
                    <a href={row.href}>{row.title}</a>{' '}
                    <span class="quiet">{[row.unitName, row.note].filter(Boolean).join(' · ')}</span>
                  </p>
                </li>
              ))}
            </ul>
            {rows.length > mostRows ? (
              <p class="quiet">{t('themes.page.more', { count: rows.length - mostRows })}</p>
            ) : null}
          </>
        ))
      )}
    </Section>
  )
}

/** What people study for the theme, and the way to add more. */
function Materials({ page, form }: { page: Page; form: FormState }) {
  const { theme, materials, mayManage } = page
  const here = `/chuyen-de/${theme.id}/tai-lieu`
  return (
    <Section title={t('themes.page.materials')} id="tai-lieu">
      {materials.length === 0 ? <p class="quiet">{t('themes.page.no_materials')}</p> : null}
      {materials.length > 0 ? (
        <ul class="linked-documents">
          {materials.map(({ id, title, address, sha256, mediaType }) => (
            <li>
              <p>
                {sha256 && mediaType ? (
                  <a href={`${here}/${keptName({ sha256, mediaType })}`} data-turbo="false">
                    {title}
                  </a>
                ) : (
                  <a href={address ?? ''} rel="noopener noreferrer" target="_blank">
                    {title}
                  </a>
                )}
              </p>
              {mayManage ? (
                <Form inline action={`${here}/${id}/bo`}>
                  <Button look="quiet">{t('themes.page.remove', { title })}</Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {mayManage ? (
        <details open={form.problems !== undefined}>
          <summary>{t('themes.page.add_material')}</summary>
          <Form {...form} action={here} files>
            <TextField
              name="title"
              label={t('themes.page.material_title')}
              maxLength={200}
              required
              form={form}
            />
            <TextField
              name="address"
              label={t('themes.page.material_address')}
              hint={t('themes.page.material_address_hint')}
              type="url"
              maxLength={500}
              form={form}
            />
            <PhotoField
              name="photos"
              label={t('themes.page.material_file')}
              hint={t('documents.form.files_hint')}
              accept="files"
              one
              form={form}
            />
            <Buttons>
              <Button>{t('themes.page.material_save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

/** What can still become of it: worded anew, or ended before its time. */
function Changes({ page: { theme, document }, forms }: { page: Page; forms: Forms }) {
  const [reword, end] = [forms.reword ?? {}, forms.end ?? {}]
  const here = `/chuyen-de/${theme.id}`
  const decided = document ? `${document.symbol} ngày ${formatDay(document.issuedOn)}` : ''
  return (
    <>
      <details open={reword.problems !== undefined}>
        <summary>{t('themes.page.reword')}</summary>
        <Form {...reword} action={`${here}/sua`}>
          <WordingFields form={reword} given={{ ...theme, document: decided }} />
          <TextField name="why" label={t('themes.page.why')} maxLength={500} required form={reword} />
          <Buttons>
            <Button>{t('themes.page.reword_save')}</Button>
          </Buttons>
        </Form>
      </details>
      {theme.endsOn > addDays(today(), 1) ? (
        <details open={end.problems !== undefined}>
          <summary>{t('themes.page.end')}</summary>
          <Form {...end} action={`${here}/ket-thuc`}>
            <DayField
              name="lastDay"
              label={t('themes.page.end_day')}
              hint={t('themes.page.end_hint')}
              min={today()}
              required
              form={end}
            />
            <TextField name="why" label={t('themes.page.why')} maxLength={500} required form={end} />
            <Buttons>
              <Button look="danger">{t('themes.page.end_save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </>
  )
}
