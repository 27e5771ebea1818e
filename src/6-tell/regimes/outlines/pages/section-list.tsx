import { sentenceOf, t } from '#platform/i18n'
import type { FieldProblem } from '#platform/problem'
import { Button, Icon } from '#ui'
import type { Section } from '../entry.ts'
import { fieldOf } from '../rules.ts'
import { sectionHref } from './addresses.ts'

function Moves({ code, section }: { code: string; section: Section }) {
  const at = sectionHref(code, section.key)
  const name = section.heading
  return (
    <form method="post" class="form-inline question-moves">
      <Button look="quiet" action={`${at}/len`}>
        <span aria-hidden="true">↑</span>
        <span class="sr-only">{t('outlines.section.up', { name })}</span>
      </Button>
      <Button look="quiet" action={`${at}/xuong`}>
        <span aria-hidden="true">↓</span>
        <span class="sr-only">{t('outlines.section.down', { name })}</span>
      </Button>
    </form>
  )
}

type Props = {
  code: string
  sections: readonly Section[]
  faults: readonly FieldProblem[]
  /** Whether sections can be opened and moved. */
  isDraft: boolean
}

/** What is wrong with one thing, in words. */
export const Faults = ({ faults }: { faults: readonly FieldProblem[] }) => (
  <>
    {faults.map((fault) => (
      <p class="field-problem">
        <Icon name="warning" />
        <span>{sentenceOf(fault)}</span>
      </p>
    ))}
  </>
)

function OneSection({ section, ...props }: Props & { section: Section }) {
  const { key, heading, topic, isRequired, isRestricted, isAnnex, start } = section
  const faults = props.faults.filter(({ field }) => field === fieldOf(key))
  const notes = [
    topic ? t(`outlines.topic.${topic}`) : undefined,
    isRequired ? t('outlines.section.is_required') : undefined,
    isRestricted ? t('outlines.section.is_restricted') : undefined,
    isAnnex ? t('outlines.section.is_annex') : undefined,
  ].filter(Boolean)
  return (
    <li class={faults.length > 0 ? 'question question-wrong' : 'question'} id={`p-${key}`}>
      <div class="question-head">
        <h3>{props.isDraft ? <a href={sectionHref(props.code, key)}>{heading}</a> : heading}</h3>
        {props.isDraft ? <Moves code={props.code} section={section} /> : null}
      </div>
      {notes.length > 0 ? <p class="quiet">{notes.join(' · ')}</p> : null}
      {start === ''
        ? null
        : start
            .split('\n')
            .filter(Boolean)
            .map((line) => (
              <p>
                <code>{line}</code>
              </p>
            ))}
      <Faults faults={faults} />
    </li>
  )
}

/** The sections of an outline in their order, each with the text that it begins with. */
export const SectionList = (props: Props) => (
  <ol class="questions">
    {props.sections.map((section) => (
      <OneSection {...props} section={section} />
    ))}
  </ol>
)
