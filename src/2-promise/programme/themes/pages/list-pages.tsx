import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  SelectField,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { spans } from '../entry.ts'
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
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2200 ? asked : undefined
  const { themes, years, mayWord } = await themeList(c.var.actor, year)
  const now = today()
  return c.html(
    <WorkPage
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
      {themes.length === 0 ? (
        <EmptyState title={t('themes.list.empty')}>{t('themes.list.empty_help')}</EmptyState>
      ) : (
        <Grid size="normal">
          {themes.map((theme) => (
            <Card
              level={2}
              title={theme.shortTitle}
              href={`/chuyen-de/${theme.id}`}
              above={`${t(`themes.span.${theme.span}`)} ${yearsOf(theme)}`}
              badge={
                theme.beginsOn <= now && now < theme.endsOn ? (
                  <Badge tone="done">{t('themes.list.now')}</Badge>
                ) : undefined
              }
              foot={theme.unitName}
            >
              <p>{theme.title}</p>
            </Card>
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

/** The form for a new theme. */
export async function showWordingPage(c: Context<Env>, form: FormState = {}) {
  const units = await formForWording(c.var.actor)
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
        <SelectField
          name="unitId"
          label={t('themes.form.unit')}
          value={units[0]?.id}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
          form={form}
        />
        <ChoiceField
          name="span"
          label={t('themes.form.span')}
          value="year"
          choices={spans.map((span) => ({ value: span, label: t(`themes.span.${span}`) }))}
          required
          form={form}
        />
        <TextField
          name="fromYear"
          label={t('themes.form.from')}
          value={today().slice(0, 4)}
          inputMode="numeric"
          width="short"
          maxLength={4}
          required
          form={form}
        />
        <TextField
          name="toYear"
          label={t('themes.form.to')}
          hint={t('themes.form.to_hint')}
          inputMode="numeric"
          width="short"
          maxLength={4}
          form={form}
        />
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
export const WordingFields = (props: {
  form: FormState
  given?: { shortTitle: string; title: string; document: string }
}) => (
  <>
    <TextField
      name="shortTitle"
      label={t('themes.form.short')}
      hint={t('themes.form.short_hint')}
      value={props.given?.shortTitle}
      maxLength={120}
      required
      form={props.form}
    />
    <LongText
      name="title"
      label={t('themes.form.full')}
      value={props.given?.title}
      rows={4}
      maxLength={500}
      required
      form={props.form}
    />
    <TextField
      name="document"
      label={t('themes.form.document')}
      hint={t('themes.form.document_hint')}
      value={props.given?.document}
      maxLength={200}
      form={props.form}
    />
  </>
)
