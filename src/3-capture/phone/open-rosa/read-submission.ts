import type { RawAnswers } from '#activities'
import type { Field } from '#kinds'
import { Problem } from '#platform/problem'
import { readXmlByName, UnreadableXml } from '#platform/xml'
import { initiativeOfFormId } from './write-xform.ts'

/** A record as ODK Collect sends it, before it is held against its form. */
export type Submission = {
  id: string
  /** The submission that this one replaces, where somebody edited what they had sent. */
  replaces: string | undefined
  initiativeId: string
  formId: string | undefined
  day: string
  summary: string
  /** What stands under `a`, node by node. */
  nodes: Nodes
  /** The file names of its photos. */
  photos: string[]
}

type Nodes = { [name: string]: Node }
type Node = string | Nodes | Node[]

/** The largest record without its photos: two hundred answers of two thousand characters. */
export const largestSubmission = 1024 * 1024

const nodesOf = (node: Node | undefined): Nodes =>
  typeof node === 'object' && !Array.isArray(node) ? node : {}
const listOf = (node: Node | undefined): Node[] =>
  node === undefined ? [] : Array.isArray(node) ? node : [node]

/** What an element says; one with attributes (ODK marks encrypted or edited ones so) keeps its words in `#text`. */
const textOf = (node: Node | undefined): string => {
  const one = Array.isArray(node) ? node[0] : node
  if (typeof one === 'string') return one
  const said = nodesOf(one)['#text']
  return typeof said === 'string' ? said : ''
}

function parsed(xml: Uint8Array | string): Nodes {
  if (xml.length > largestSubmission) throw new Problem('submission_is_malformed')
  try {
    return readXmlByName(xml) as Nodes
  } catch (fault) {
    if (!(fault instanceof UnreadableXml)) throw fault
    throw new Problem('submission_is_malformed')
  }
}

const idIn = (node: Node | undefined): string | undefined =>
  /^uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(textOf(node))?.[1]?.toLowerCase()

/**
 * Reads the XML of a submission (OpenRosa Form Submission 1.0).
 * @throws Problem `submission_is_malformed` where it is no XML, of no form of ours, or has no `instanceID`
 */
export function readSubmission(xml: Uint8Array | string): Submission {
  const root = Object.entries(parsed(xml)).find(([name]) => !name.startsWith('?'))?.[1]
  const data = nodesOf(root)
  const initiativeId = initiativeOfFormId(textOf(data['@id']))
  const { instanceID, deprecatedID } = nodesOf(data.meta)
  const [id, replaces] = [idIn(instanceID), idIn(deprecatedID)]
  if (!initiativeId || !id || (textOf(deprecatedID) !== '' && (!replaces || replaces === id)))
    throw new Problem('submission_is_malformed')
  const photos = [
    ...Object.entries(data)
      .filter(([name]) => /^photo_\d+$/.test(name))
      .map(([, node]) => textOf(node)),
    ...listOf(data.photos).map((row) => textOf(nodesOf(row).photo)),
  ]
  return {
    id,
    replaces,
    initiativeId,
    formId: textOf(data.form) || undefined,
    day: textOf(data.day).slice(0, 10),
    summary: textOf(data.summary),
    nodes: nodesOf(data.a),
    photos: photos.filter((name) => name !== ''),
  }
}

const numbers: ReadonlySet<Field['type']> = new Set(['count', 'quantity', 'money'])

/** A number as XForms writes it, where a point is always a decimal sign; people's own way of writing is not asked for. */
const answerOf = (field: Field, node: Node | undefined): unknown => {
  if (field.type === 'people') {
    const { female, male } = nodesOf(node)
    return { female: numberOf(textOf(female)), male: numberOf(textOf(male)) }
  }
  const said = textOf(node)
  return numbers.has(field.type) ? numberOf(said) : said
}
const numberOf = (text: string): number | string =>
  /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text

/** The answers of a submission by the questions of its form, for `readAnswers` to hold against the form. */
export function answersOf(fields: readonly Field[], nodes: Nodes): RawAnswers {
  const answers: RawAnswers = {}
  for (const field of fields) {
    if (field.parent !== null || field.type === 'photo') continue
    const node = Object.hasOwn(nodes, field.key) ? nodes[field.key] : undefined
    if (field.type !== 'repeat') {
      answers[field.key] = answerOf(field, node)
      continue
    }
    const asked = fields.filter(({ parent }) => parent === field.key)
    answers[field.key] = listOf(node)
      .filter((row) => typeof row === 'object')
      .map((row) => {
        const said = nodesOf(row)
        return Object.fromEntries(
          asked.map((one) => [
            one.key,
            answerOf(one, Object.hasOwn(said, one.key) ? said[one.key] : undefined),
          ]),
        )
      })
  }
  return answers
}
