import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { isYear, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Form,
  type FormState,
  fieldsOf,
  LinkButton,
  ListPage,
  Tabs,
  WorkPage,
} from '#ui'
import { spans, themeEntry } from '../entry.ts'
import { formForWording, themeList } from '../read.ts'
import type { Theme } from '../store.ts'

/** The years of a theme in words. */
export const yearsOf = ({ fromYear, toYear }: Pick<Theme, 'fromYear' | 'toYear'>): string =>
  fromYear === toYear
    ? String(fromYear)
    : t('themes.page.years', { from: String(fromYear), to: String(toYear) })

/** Themes of all years, or of one. */
export async function listPage(c: Context<Env>) {
  const asked = Number(c.req.query('nam'))
  const year = isYear(asked) ? asked : undefined
  const { themes, years, mayWord } = await themeList(c.var.actor, year)
  const now = today()
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('themes.list.title')}
      lead={t('themes.list.lead')}
      actions={
        mayWord ? (
          <LinkButton href="/chuyen-de/them" look="main" icon="record">
            {t('themes.list.word')}
          </LinkButton>
        ) : undefined
      }
      rows={themes}
      cardOf={(theme) => ({
        title: theme.shortTitle,
        href: `/chuyen-de/${theme.id}`,
        above: `${t(`themes.span.${theme.span}`)} ${yearsOf(theme)}`,
        badge:
          theme.beginsOn <= now && now < theme.endsOn ? (
            <Badge tone="done">{t('themes.list.now')}</Badge>
          ) : undefined,
        foot: theme.unitName,
        children: <p>{theme.title}</p>,
      })}
      empty={{ title: t('themes.list.empty'), help: t('themes.list.empty_help') }}
      nextHref={null}
    >
      {years.length > 1 ? (
        <Tabs
          label={t('themes.list.by_year')}
          tabs={[
            { href: '/chuyen-de', label: t('themes.list.all_years'), current: year === undefined },
            ...years.slice(0, 8).map((one) => ({
              href: `/chuyen-de?nam=${one}`,
              label: String(one),
              current: one === year,
            })),
          ]}
        />
      ) : null}
    </ListPage>,
  )
}

/** The form for a new theme. */
export async function showWordingPage(c: Context<Env>, form: FormState = {}) {
  const units = await formForWording(c.var.actor)
  const f = fieldsOf(themeEntry, 'themes.field', form)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('themes.form.title')}
      lead={t('themes.form.lead')}
      crumbs={[{ href: '/chuyen-de', label: t('themes.list.title') }]}
    >
      <Form {...form} action="/chuyen-de/them" hidden={{ id: String(form.typed?.id || newId()) }}>
        <f.Select
          name="unitId"
          value={units[0]?.id}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <f.Choice
          name="span"
          value="year"
          choices={spans.map((span) => ({ value: span, label: t(`themes.span.${span}`) }))}
        />
        <f.Text name="fromYear" value={today().slice(0, 4)} inputMode="numeric" width="short" maxLength={4} />
        <f.Text name="toYear" inputMode="numeric" width="short" maxLength={4} />
        <WordingFields form={form} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('themes.form.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** How a theme is called, and which document decides it. */
export function WordingFields({
  form,
  given,
}: {
  form: FormState
  given?: { shortTitle: string; title: string; document: string }
}) {
  const f = fieldsOf(themeEntry, 'themes.field', form, given)
  return (
    <>
      <f.Text name="shortTitle" />
      <f.LongText name="title" />
      <f.Text name="document" />
    </>
  )
}
