import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  Form,
  type FormState,
  LinkButton,
  LongText,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { longestText, topics } from '../entry.ts'
import { sectionPage } from '../read.ts'
import { markOf } from '../rules.ts'
import { outlineHref, sectionHref } from './addresses.ts'
import { ChangedMeanwhile } from './head-pages.tsx'
import { crumbsOfOutlines } from './outline-page.tsx'
import { Palette, paletteScript } from './palette.tsx'
import { Faults } from './section-list.tsx'

type Page = Awaited<ReturnType<typeof sectionPage>>

function Fields({ section, form }: { section: Page['section']; form: FormState }) {
  return (
    <>
      <TextField
        name="heading"
        label={t('outlines.section.heading')}
        hint={t('outlines.section.heading_hint')}
        value={section?.heading}
        maxLength={300}
        required
        form={form}
      />
      <SelectField
        name="topic"
        label={t('outlines.section.topic')}
        hint={t('outlines.section.topic_hint')}
        empty={t('outlines.section.no_topic')}
        value={section?.topic}
        choices={topics.map((topic) => ({ value: topic, label: t(`outlines.topic.${topic}`) }))}
        form={form}
      />
      <CheckField
        name="isRequired"
        label={t('outlines.section.required')}
        hint={t('outlines.section.required_hint')}
        checked={section?.isRequired ?? false}
        form={form}
      />
      <CheckField
        name="isRestricted"
        label={t('outlines.section.restricted')}
        hint={t('outlines.section.restricted_hint')}
        checked={section?.isRestricted ?? false}
        form={form}
      />
      <CheckField
        name="isAnnex"
        label={t('outlines.section.annex')}
        hint={t('outlines.section.annex_hint')}
        checked={section?.isAnnex ?? false}
        form={form}
      />
      <LongText
        name="start"
        label={t('outlines.section.start')}
        hint={t('outlines.section.start_hint')}
        value={section?.start}
        rows={8}
        maxLength={longestText}
        form={form}
      />
    </>
  )
}

/** A section of a draft, or a new one: heading, topic, and the text that it begins with, beside what can be placed there. */
export async function showSection(c: Context<Env>, form: FormState) {
  const code = c.req.param('code') ?? ''
  const key = c.req.param('key')
  const { draft, section, faults, indicators, lines } = await sectionPage(c.var.actor, code, key)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t(section ? 'outlines.section.page' : 'outlines.section.new')}
      above={draft.name}
      scripts={[paletteScript]}
      crumbs={[...crumbsOfOutlines(), { href: outlineHref(code), label: draft.name }]}
    >
      <ChangedMeanwhile form={form} />
      <Faults faults={faults} />
      <Form {...form} hidden={section ? { seen: markOf(section) } : {}}>
        <Fields section={section} form={form} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t(section ? 'outlines.save' : 'outlines.section.add')}
          </Button>
          <LinkButton href={outlineHref(code)} look="quiet">
            {t('outlines.back')}
          </LinkButton>
        </Buttons>
      </Form>
      <Palette field="start" indicators={indicators} lines={lines} />
      {section ? (
        <form method="post" action={`${sectionHref(code, section.key)}/bo`} class="form">
          <p class="quiet">{t('outlines.section.remove_help')}</p>
          <Buttons>
            <Button look="danger">{t('outlines.section.remove')}</Button>
          </Buttons>
        </form>
      ) : null}
    </WorkPage>,
  )
}
