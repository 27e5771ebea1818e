import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatInstant, t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { crumbsOfOutlines } from '#regimes'
import { Button, Buttons, Form, type FormState, fieldsOf, LinkButton, Section, Timeline, WorkPage } from '#ui'
import { usualWeight, waysToLean, weights } from '../../grammar/index.ts'
import { decimalsToChoose, tellingEntry } from '../entry.ts'
import type { Preview } from '../preview.ts'
import { type TellingPage, tellingPage } from '../read.ts'
import { mostDecimals } from '../rules.ts'
import type { KeptTelling } from '../store.ts'
import { resetHref, tellingsHref } from './addresses.ts'

const Reading = ({ preview, title }: { preview: Preview; title: string }) => (
  <Section title={title}>
    <blockquote lang="vi">{preview.words}</blockquote>
    <p class="quiet">{t(preview.isReal ? 'tellings.preview.real' : 'tellings.preview.sample')}</p>
  </Section>
)

function Fields({ page, form }: { page: TellingPage; form: FormState }) {
  const { indicator, indicators, telling } = page
  const f = fieldsOf(tellingEntry, 'tellings.field', form, {
    told: telling?.told,
    of: telling?.of,
    as: telling?.as,
  })
  const most = mostDecimals(indicator)
  return (
    <>
      <f.Text name="told" />
      <f.Select
        name="of"
        empty={t('tellings.field.of_none')}
        choices={indicators
          .filter(({ code }) => code !== indicator.code)
          .map(({ code, nameVi, nameEn }) => ({ value: code, label: worded(nameVi, nameEn) }))}
      />
      <f.Choice
        name="as"
        value={telling?.as ?? ''}
        choices={[
          { value: '', label: t('tellings.field.as_none') },
          ...waysToLean.map((way) => ({ value: way, label: t(`tellings.way.${way}`) })),
        ]}
      />
      <f.Choice
        name="weight"
        value={String(telling?.weight ?? usualWeight)}
        choices={weights.map((weight) => ({
          value: String(weight),
          label: t(`tellings.weight.${weight}`),
          hint: t(`tellings.weight.${weight}_hint`),
        }))}
      />
      <f.Select
        name="decimals"
        value={telling?.decimals === undefined ? undefined : String(telling.decimals)}
        empty={t('tellings.field.decimals_none')}
        choices={decimalsToChoose
          .filter((decimals) => decimals <= most)
          .map((decimals) => ({ value: String(decimals), label: decimalsInWords(decimals) }))}
      />
    </>
  )
}

function decimalsInWords(decimals: (typeof decimalsToChoose)[number]): string {
  if (decimals > 0) return t('tellings.decimals.some', { count: decimals })
  return t(
    decimals === 0
      ? 'tellings.decimals.none'
      : decimals === -3
        ? 'tellings.decimals.thousands'
        : 'tellings.decimals.millions',
  )
}

/** How an indicator was told before: each version with who and when. */
const Versions = ({ versions }: { versions: readonly KeptTelling[] }) => (
  <Section title={t('tellings.versions.title')}>
    <Timeline
      label={t('tellings.versions.title')}
      items={versions.map(({ told, isDefault, writerName, writtenAt }) => ({
        when: formatInstant(writtenAt),
        who: writerName,
        title: isDefault ? t('tellings.versions.default') : (told ?? t('tellings.versions.no_words')),
      }))}
    />
  </Section>
)

const Reset = ({ page, seen }: { page: TellingPage; seen: number }) =>
  page.otherwise ? (
    <Section title={t('tellings.reset.title')}>
      <p>
        {t('tellings.reset.help')} <q lang="vi">{page.otherwise.words}</q>
      </p>
      <Form action={resetHref(page.unit.slug, page.indicator.code)} hidden={{ seen }} inline>
        <Button>{t('tellings.reset.button')}</Button>
      </Form>
    </Section>
  ) : null

/** Say how an indicator is told, with how that reads; `tried` is how it would read with what was typed. */
export async function showTelling(c: Context<Env>, form: FormState, tried?: Preview) {
  const { unit, code } = c.req.param()
  const page = await tellingPage(c.var.actor, unit ?? '', code ?? '')
  const { indicator, above, isOwn, versions, preview } = page
  const seen = versions[0]?.version ?? 0
  const list = `${tellingsHref}?don-vi=${page.unit.slug}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={worded(indicator.nameVi, indicator.nameEn)}
      above={page.unit.name}
      lead={
        isOwn
          ? t('tellings.said_by', { unit: page.unit.name })
          : above
            ? t('tellings.said_by', { unit: above.unitName })
            : t('tellings.said_by_default')
      }
      flash={flashOf(c, 'tellings.flash')}
      crumbs={[...crumbsOfOutlines(), { href: list, label: t('tellings.title') }]}
    >
      {tried ? (
        <Reading preview={tried} title={t('tellings.preview.tried')} />
      ) : (
        <Reading preview={preview} title={t('tellings.preview.title')} />
      )}
      <Form {...form} hidden={{ seen }}>
        <Fields page={page} form={form} />
        <Buttons>
          <Button look="main" icon="done">
            {t('tellings.save')}
          </Button>
          <Button name="preview" value="yes">
            {t('tellings.try')}
          </Button>
          <LinkButton href={list} look="quiet">
            {t('tellings.back')}
          </LinkButton>
        </Buttons>
      </Form>
      <Reset page={page} seen={seen} />
      {versions.length > 0 ? <Versions versions={versions} /> : null}
    </WorkPage>,
  )
}
