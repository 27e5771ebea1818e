import type { Field } from '#kinds'
import { inLanguage, type Language, languages, t } from '#platform/i18n'
import { relevanceOf, requirementOf } from './conditions.ts'
import { type Text, textsOf } from './texts.ts'
import { documentOf, element, type Xml } from './xml.ts'

/** What a form for ODK Collect is made from: an initiative and the questions of its kind. */
export type FormSource = {
  initiativeId: string
  name: string
  unitName: string
  form: { id: string; version: number; fields: readonly Field[] }
  /** How many photos a record may have. */
  mostPhotos: number
}

/** The name by which ODK Collect knows the form of an initiative. */
export const formIdOf = (initiativeId: string): string => `mo-hinh-${initiativeId}`

/** The initiative out of such a name; undefined where it is none of ours. */
export const initiativeOfFormId = (formId: string): string | undefined =>
  /^mo-hinh-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(formId)?.[1]

const languageNames: Record<Language, string> = { vi: 'Tiếng Việt (vi)', en: 'English (en)' }

/** A question as the four parts of an XForm need it: where it lies, what it may hold, how it is asked, its words. */
type Question = { node: Xml; binds: Xml[]; control: Xml; texts: Text[] }

const labels = (id: string) => element('label', { ref: `jr:itext('${id}')` })
const hints = (id: string) => element('hint', { ref: `jr:itext('${id}')` })
const worded = (key: string, params?: Record<string, string | number>): Record<Language, string> => ({
  vi: inLanguage('vi', () => t(key, params)),
  en: inLanguage('en', () => t(key, params)),
})

const pathOf = (field: Field): string =>
  field.parent === null ? `/data/a/${field.key}` : `/data/a/${field.parent}/${field.key}`

const limits = (
  of: string,
  minimum: number | null,
  maximum: number | null,
  { excludes_minimum, excludes_maximum }: Partial<Field> = {},
): string | undefined =>
  [
    minimum === null ? '' : `${of} ${excludes_minimum ? '>' : '>='} ${minimum}`,
    maximum === null ? '' : `${of} ${excludes_maximum ? '<' : '<='} ${maximum}`,
  ]
    .filter(Boolean)
    .join(' and ') || undefined

/** The XForms type and the limits of an answer; the server asks the same again of all that arrives. */
function typeOf(field: Field): { type: string; constraint?: string | undefined } {
  switch (field.type) {
    case 'count':
      return { type: 'int', constraint: limits('.', field.minimum ?? 0, field.maximum) }
    case 'money':
      // The phone's own whole numbers end below a thousand million đồng.
      return {
        type: 'decimal',
        constraint: `${limits('.', field.minimum ?? 0, field.maximum)} and . = round(.)`,
      }
    case 'quantity':
      return {
        type: 'decimal',
        constraint: `${limits('.', field.minimum ?? 0, field.maximum, field)} and round(. * 1000) div 1000 = .`,
      }
    case 'text':
      return { type: 'string', constraint: limits('string-length(.)', field.minimum, field.maximum ?? 500) }
    case 'choices':
      return { type: 'string', constraint: limits('count-selected(.)', field.minimum, field.maximum) }
    case 'date':
      return { type: 'date' }
    case 'time':
      return { type: 'time' }
    case 'place':
      return { type: 'geopoint' }
    default:
      return { type: 'string' }
  }
}

const bind = (nodeset: string, attributes: Record<string, string | undefined>): Xml =>
  element('bind', { nodeset, ...attributes })

/** People are asked by sex, in a group of their own. */
function peopleQuestion(
  field: Field,
  fields: readonly Field[],
  path: string,
  { relevant, required }: Record<'relevant' | 'required', string | undefined>,
): Question {
  const sexes = ['female', 'male'] as const
  return {
    node: element(field.key, {}, ...sexes.map((sex) => element(sex))),
    binds: [
      bind(path, { relevant }),
      ...sexes.map((sex) =>
        bind(`${path}/${sex}`, {
          type: 'int',
          constraint: '. >= 0',
          required,
        }),
      ),
    ],
    control: element(
      'group',
      { ref: path, appearance: 'field-list' },
      labels(`${path}:label`),
      ...sexes.map((sex) => element('input', { ref: `${path}/${sex}` }, labels(`people:${sex}`))),
    ),
    texts: textsOf(field, fields, path),
  }
}

/** A list: a group with its title, and in it what is repeated. */
function repeatQuestion(field: Field, fields: readonly Field[], relevant: string | undefined): Question {
  const path = pathOf(field)
  const rows = fields.filter(({ parent }) => parent === field.key).map((one) => questionOf(one, fields))
  return {
    node: element(field.key, { 'jr:template': '' }, ...rows.map(({ node }) => node)),
    binds: [bind(path, { relevant }), ...rows.flatMap(({ binds }) => binds)],
    control: element(
      'group',
      { ref: path },
      labels(`${path}:label`),
      element('repeat', { nodeset: path }, ...rows.map(({ control }) => control)),
    ),
    texts: [...textsOf(field, fields, path), ...rows.flatMap(({ texts }) => texts)],
  }
}

function questionOf(field: Field, fields: readonly Field[]): Question {
  const path = pathOf(field)
  const seenFrom = (other: Field): string =>
    other.parent !== null && other.parent === field.parent ? `../${other.key}` : pathOf(other)
  const relevant = relevanceOf(field, fields, seenFrom)
  // A number of people stands one level deeper than its question.
  const deeper = (path: string) => (field.type === 'people' && path.startsWith('../') ? `../${path}` : path)
  const required = requirementOf(field, fields, (other) => deeper(seenFrom(other)))
  if (field.type === 'people') return peopleQuestion(field, fields, path, { relevant, required })
  if (field.type === 'repeat') return repeatQuestion(field, fields, relevant)
  const control = { choice: 'select1', choices: 'select' }[field.type as string] ?? 'input'
  const items = (field.choices ?? []).map((choice, index) =>
    element('item', {}, labels(`${path}:${index}`), element('value', {}, choice.value)),
  )
  const isLong = field.type === 'text' && (field.maximum ?? 500) > 200
  return {
    node: element(field.key),
    binds: [bind(path, { ...typeOf(field), relevant, required })],
    control: element(
      control,
      { ref: path, appearance: isLong ? 'multiline' : undefined },
      labels(`${path}:label`),
      field.help_vi ? hints(`${path}:hint`) : null,
      ...items,
    ),
    texts: textsOf(field, fields, path),
  }
}

/** Photos: as many as are required one by one, and a list for more. */
function photoQuestions(field: Field | undefined, fields: readonly Field[], most: number): Question[] {
  const relevant = field && relevanceOf(field, fields, pathOf)
  const demand = field && requirementOf(field, fields, pathOf)
  const fewest = field && demand ? Math.min(Math.max(1, field.minimum ?? 1), most) : 0
  const words = field
    ? textsOf(field, fields, '/data/photo')
    : [{ id: '/data/photo:label', words: worded('activities.field.photos') }]
  const asked = (path: string): Xml =>
    element(
      'upload',
      { ref: path, mediatype: 'image/*' },
      labels('/data/photo:label'),
      words.some(({ id }) => id.endsWith(':hint')) ? hints('/data/photo:hint') : null,
    )
  const required = Array.from({ length: fewest }, (_, index): Question => {
    const path = `/data/photo_${index + 1}`
    return {
      node: element(`photo_${index + 1}`),
      binds: [bind(path, { type: 'binary', required: demand, relevant })],
      control: asked(path),
      texts: index === 0 ? words : [],
    }
  })
  const more: Question = {
    node: element('photos', { 'jr:template': '' }, element('photo')),
    binds: [bind('/data/photos', { relevant }), bind('/data/photos/photo', { type: 'binary' })],
    control: element(
      'group',
      { ref: '/data/photos' },
      labels('/data/photos:label'),
      element('repeat', { nodeset: '/data/photos' }, asked('/data/photos/photo')),
    ),
    texts: [
      { id: '/data/photos:label', words: worded('activities.open_rosa.more_photos') },
      ...(fewest === 0 ? words : []),
    ],
  }
  return [...required, more]
}

/** The day and the words of a record, which every form asks. */
const always = (): Question[] => [
  {
    node: element('day'),
    binds: [bind('/data/day', { type: 'date', required: 'true()', constraint: '. <= today()' })],
    control: element('input', { ref: '/data/day' }, labels('/data/day:label')),
    texts: [{ id: '/data/day:label', words: worded('activities.field.day') }],
  },
  {
    node: element('summary'),
    binds: [
      bind('/data/summary', {
        type: 'string',
        required: 'true()',
        constraint: 'string-length(.) <= 2000',
      }),
    ],
    control: element(
      'input',
      { ref: '/data/summary', appearance: 'multiline' },
      labels('/data/summary:label'),
      hints('/data/summary:hint'),
    ),
    texts: [
      { id: '/data/summary:label', words: worded('activities.field.summary') },
      { id: '/data/summary:hint', words: worded('activities.field.summary_hint') },
    ],
  },
]

const translations = (texts: readonly Text[]): Xml =>
  element(
    'itext',
    {},
    ...languages.map((language) =>
      element(
        'translation',
        { lang: languageNames[language], default: language === 'vi' ? 'true()' : undefined },
        ...texts.map(({ id, words }) => element('text', { id }, element('value', {}, words[language]))),
      ),
    ),
  )

/**
 * The form of an initiative as ODK Collect reads it (ODK XForms 1.0, https://getodk.github.io/xforms-spec/): the same
 * questions, conditions and limits as the page asks. Answers lie under `a`, so that no key meets a name of ours.
 */
export function writeXform({ initiativeId, name, unitName, form, mostPhotos }: FormSource): string {
  const photo = form.fields.find(({ type }) => type === 'photo')
  const first = always()
  const questions = form.fields
    .filter(({ parent, type }) => parent === null && type !== 'photo')
    .map((field) => questionOf(field, form.fields))
  const photos = photoQuestions(photo, form.fields, mostPhotos)
  const all = [...first, ...questions, ...photos]
  const texts: Text[] = [
    ...(['female', 'male'] as const).map((sex) => ({
      id: `people:${sex}`,
      words: worded(`activities.open_rosa.${sex}`),
    })),
    ...all.flatMap((question) => question.texts),
  ]
  const instance = element(
    'data',
    { id: formIdOf(initiativeId), version: String(form.version) },
    element('form', {}, form.id),
    ...first.map(({ node }) => node),
    element('a', {}, ...questions.map(({ node }) => node)),
    ...photos.map(({ node }) => node),
    element('orx:meta', {}, element('orx:instanceID'), element('orx:instanceName')),
  )
  const model = element(
    'model',
    { 'odk:xforms-version': '1.0.0' },
    translations(texts),
    element('instance', {}, instance),
    bind('/data/form', { type: 'string', readonly: 'true()' }),
    ...all.flatMap(({ binds }) => binds),
    bind('/data/orx:meta/orx:instanceID', {
      type: 'string',
      readonly: 'true()',
      'jr:preload': 'uid',
    }),
    bind('/data/orx:meta/orx:instanceName', { type: 'string', calculate: '/data/summary' }),
  )
  return documentOf(
    element(
      'h:html',
      {
        xmlns: 'http://www.w3.org/2002/xforms',
        'xmlns:h': 'http://www.w3.org/1999/xhtml',
        'xmlns:jr': 'http://openrosa.org/javarosa',
        'xmlns:odk': 'http://www.opendatakit.org/xforms',
        'xmlns:orx': 'http://openrosa.org/xforms',
        'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      },
      element('h:head', {}, element('h:title', {}, `${name} – ${unitName}`), model),
      element('h:body', {}, ...all.map(({ control }) => control)),
    ),
  )
}
