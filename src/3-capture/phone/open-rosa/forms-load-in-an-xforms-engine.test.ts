import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Field, readyKinds } from '#kinds'
import { openChromium } from '../../../../test/support/chromium.ts'
import { readAnswers } from '../../activities/rules.ts'
import { aField } from '../../kinds/forms/field.fixture.ts'
import { answersOf, readSubmission } from './read-submission.ts'
import { writeXform } from './write-xform.ts'

/** The engine of ODK Web Forms, which shares no code with ours, in a browser. */
let browser: Browser
let page: Page

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 100_000_000,
      lib: { entry: 'node_modules/@getodk/xforms-engine/dist/index.js', formats: ['es'], fileName: 'engine' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const code = first && 'output' in first ? first.output[0].code : ''
  browser = await openChromium()
  page = await browser.newPage()
  // The engine makes ids by cryptography, which browsers give to pages of a safe origin only.
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await page.goto('http://localhost/')
  // As a text, since Vitest rewrites imports in functions that it compiles.
  await page.evaluate(
    `import(URL.createObjectURL(new Blob([${JSON.stringify(code)}], { type: 'text/javascript' }))).then((engine) => Object.assign(window, { engine }))`,
  )
}, 120_000)

afterAll(() => browser?.close())

const initiativeId = '0198c3f0-0000-7000-8000-000000000001'
const formFor = (fields: readonly Field[]) =>
  writeXform({
    initiativeId,
    name: 'Đường hoa “A&B” <ấp 1>',
    unitName: 'Xã Một',
    form: { id: '0198c3f0-0000-7000-8000-000000000002', version: 3, fields },
    mostPhotos: 12,
  })

type Filled = { status: string; relevant: string[]; wrong: string[]; labels: string[]; xml: string }

/**
 * Loads a form, answers questions by where they lie (`/data/a/works[2]/metres` makes the second row), and says what the
 * engine then shows, objects to, and would send.
 */
const fill = (xml: string, values: Record<string, string | string[]>): Promise<Filled> =>
  page.evaluate(
    async ([form, answers]) => {
      // The nodes of the engine are walked by name, whatever they are.
      // biome-ignore lint/suspicious/noExplicitAny: the engine's own types are of another document.
      type Node = any
      const { engine } = window as unknown as { engine: Node }
      const { root, formResult } = await engine.createInstance(form)
      const all = (): Node[] => {
        const found: Node[] = []
        const walk = (node: Node) => {
          found.push(node)
          for (const child of node.currentState.children ?? []) walk(child)
        }
        walk(root)
        return found
      }
      const at = (path: string) => all().find((node) => node.currentState.reference === path)
      for (const [path, value] of Object.entries(answers)) {
        const row = /^(.*)\[(\d+)\]/.exec(path)
        if (row) {
          const range = all().find(
            ({ nodeType, currentState }) =>
              nodeType?.startsWith('repeat-range') && currentState.reference === row[1],
          )
          while (range.currentState.children.length < Number(row[2])) range.addInstances()
        }
        const node = at(path)
        if (!node) throw new Error(`no node ${path}`)
        if (Array.isArray(value)) node.selectValues(value)
        else if (node.nodeType === 'select') node.selectValue(value)
        else node.setValue(value)
      }
      const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' })
      const file = payload.data[0].get('xml_submission_file')
      return {
        status: formResult.status,
        relevant: all()
          .filter(({ currentState }) => currentState.relevant)
          .map(({ currentState }) => currentState.reference),
        wrong: (payload.violations ?? []).map(({ reference }: Node) => reference),
        labels: all().map(({ currentState }) => currentState.label?.asString ?? ''),
        xml: await file.text(),
      }
    },
    [xml, values] as const,
  )

const always = { '/data/day': '2026-03-08', '/data/summary': 'Thu gom rác' }

describe.each(readyKinds.map((kind) => [kind.code, kind] as const))('the form of %s', (_, kind) => {
  test('loads, and a record made with it is read back', async () => {
    const fields = kind.fields.map((one) => aField(one))

    const { status, xml } = await fill(formFor(fields), always)

    expect(status).toBe('success')
    expect(readSubmission(xml)).toMatchObject({ initiativeId, day: '2026-03-08', summary: 'Thu gom rác' })
  })
})

const everything: Field[] = [
  aField({ key: 'households', type: 'count', required: true, maximum: 500 }),
  aField({ key: 'metres', type: 'quantity', unit_vi: 'mét' }),
  aField({ key: 'money', type: 'money' }),
  aField({ key: 'present', type: 'people' }),
  aField({ key: 'note', type: 'text', maximum: 20 }),
  aField({
    key: 'means',
    type: 'choice',
    choices: ['radio', "o'clock"].map((value) => ({ value, label_vi: value, label_en: value })),
  }),
  aField({
    key: 'helpers',
    type: 'choices',
    choices: ['youth', 'women', 'farmers'].map((value) => ({ value, label_vi: value, label_en: value })),
  }),
  aField({ key: 'begun', type: 'date' }),
  aField({ key: 'hour', type: 'time' }),
  aField({ key: 'spot', type: 'place' }),
  aField({ key: 'works', type: 'repeat' }),
  aField({ key: 'name', type: 'text', parent: 'works' }),
  aField({ key: 'length', type: 'quantity', parent: 'works' }),
  aField({
    key: 'why_long',
    type: 'text',
    parent: 'works',
    shown_if: [{ field: 'length', is: 'at_least', value: 100 }],
  }),
  aField({ key: 'large', type: 'text', shown_if: [{ field: 'households', is: 'at_least', value: 100 }] }),
  aField({ key: 'radio_hour', type: 'time', shown_if: [{ field: 'means', is: 'equals', value: 'radio' }] }),
  aField({
    key: 'youth_count',
    type: 'count',
    shown_if: [{ field: 'helpers', is: 'includes', value: 'youth' }],
  }),
  aField({ key: 'late', type: 'text', shown_if: [{ field: 'begun', is: 'at_least', value: '2026-03-01' }] }),
  aField({ key: 'crowd', type: 'text', shown_if: [{ field: 'present', is: 'at_most', value: 5 }] }),
  aField({ key: 'other', type: 'text', shown_if: [{ field: 'note', is: 'differs', value: 'x' }] }),
  aField({ key: 'photos', type: 'photo', required: true, minimum: 2 }),
]

test('every type of question comes back as it was answered', async () => {
  const { xml } = await fill(formFor(everything), {
    ...always,
    '/data/a/households': '120',
    '/data/a/metres': '1.284',
    '/data/a/money': '2500000000',
    '/data/a/present/female': '7',
    '/data/a/present/male': '3',
    '/data/a/note': 'Đường <A> & "B"',
    '/data/a/means': 'radio',
    '/data/a/helpers': ['youth', 'farmers'],
    '/data/a/begun': '2026-03-02',
    '/data/a/hour': '07:30:00',
    '/data/a/spot': '10.7626 106.6602 0 5',
    '/data/a/works[1]/name': 'Đoạn 1',
    '/data/a/works[1]/length': '40',
    '/data/a/works[2]/name': 'Đoạn 2',
    '/data/a/works[2]/length': '140.5',
    '/data/a/works[2]/why_long': 'Cả ấp cùng làm',
  })
  const submission = readSubmission(xml)

  const { answers, faults } = readAnswers(everything, answersOf(everything, submission.nodes))

  expect(faults).toEqual([])
  expect(answers).toEqual({
    households: 120,
    metres: 1.284,
    money: 2_500_000_000,
    present: { female: 7, male: 3 },
    note: 'Đường <A> & "B"',
    means: 'radio',
    helpers: ['youth', 'farmers'],
    begun: '2026-03-02',
    hour: '07:30',
    spot: { latitude: 10.7626, longitude: 106.6602, accuracyMetres: 5 },
    works: [
      { name: 'Đoạn 1', length: 40 },
      { name: 'Đoạn 2', length: 140.5, why_long: 'Cả ấp cùng làm' },
    ],
  })
  expect(submission.formId).toBe('0198c3f0-0000-7000-8000-000000000002')
})

test('the engine shows a question when our own rule does', async () => {
  const dependent = ['large', 'radio_hour', 'youth_count', 'late', 'crowd', 'other']
  const shown = async (values: Record<string, string | string[]>) =>
    (await fill(formFor(everything), values)).relevant
      .map((path) => path.replace('/data/a/', ''))
      .filter((key) => dependent.includes(key))

  expect(await shown({})).toEqual(['other'])
  expect(
    await shown({
      '/data/a/households': '100',
      '/data/a/means': 'radio',
      '/data/a/helpers': ['women', 'youth'],
      '/data/a/begun': '2026-03-01',
      '/data/a/present/female': '5',
      '/data/a/note': 'x',
    }),
  ).toEqual(['large', 'radio_hour', 'youth_count', 'late', 'crowd'])
  expect(
    await shown({
      '/data/a/households': '99',
      '/data/a/means': "o'clock",
      '/data/a/helpers': ['women'],
      '/data/a/begun': '2026-02-28',
      '/data/a/present/female': '6',
      '/data/a/note': 'y',
    }),
  ).toEqual(['other'])
})

test('limits and required questions hold on the phone already', async () => {
  const missing = await fill(formFor(everything), {})
  const wrong = await fill(formFor(everything), {
    ...always,
    '/data/a/households': '501',
    '/data/a/money': '2.5',
    '/data/a/note': 'hai mươi mốt ký tự đấy',
  })

  expect(missing.wrong).toEqual([
    '/data/day',
    '/data/summary',
    '/data/a/households',
    '/data/photo_1',
    '/data/photo_2',
  ])
  expect(wrong.wrong).toEqual([
    '/data/a/households',
    '/data/a/money',
    '/data/a/note',
    '/data/photo_1',
    '/data/photo_2',
  ])
})

test('the engine requires an answer when our own rule does, and keeps out a limit that is not allowed', async () => {
  const fields = [
    aField({ key: 'households', type: 'count' }),
    aField({ key: 'why', type: 'text', required_if: [{ field: 'households', is: 'at_least', value: 100 }] }),
    aField({ key: 'weight', type: 'quantity', minimum: 2.5, excludes_minimum: true }),
    aField({
      key: 'photos',
      type: 'photo',
      required_if: [{ field: 'households', is: 'at_least', value: 200 }],
    }),
  ]
  const wrongWith = async (values: Record<string, string>) =>
    (await fill(formFor(fields), { ...always, ...values })).wrong

  expect(await wrongWith({ '/data/a/households': '99', '/data/a/weight': '2.5' })).toEqual(['/data/a/weight'])
  expect(await wrongWith({ '/data/a/households': '100', '/data/a/weight': '2.6' })).toEqual(['/data/a/why'])
  expect(await wrongWith({ '/data/a/households': '200', '/data/a/why': 'Cả ấp' })).toEqual(['/data/photo_1'])
})

test('labels show the answers that they repeat', async () => {
  const choices = [{ value: 'radio', label_vi: 'Loa', label_en: 'Radio' }]
  const fields = [
    aField({ key: 'team', type: 'text' }),
    aField({ key: 'means', type: 'choice', choices }),
    aField({ key: 'members', type: 'count', label_vi: `Tổ \${team} nghe \${means}` }),
    aField({ key: 'works', type: 'repeat' }),
    aField({ key: 'name', type: 'text', parent: 'works' }),
    aField({ key: 'by', type: 'choice', parent: 'works', choices }),
    aField({ key: 'length', type: 'quantity', parent: 'works', label_vi: `Dài của \${name}, \${by}` }),
  ]

  const { status, labels } = await fill(formFor(fields), {
    ...always,
    '/data/a/team': 'Hòa Bình',
    '/data/a/means': 'radio',
    '/data/a/works[1]/name': 'Đoạn 1',
    '/data/a/works[2]/name': 'Đoạn 2',
    '/data/a/works[2]/by': 'radio',
  })

  expect(status).toBe('success')
  expect(labels).toEqual(
    expect.arrayContaining(['Tổ Hòa Bình nghe Loa', 'Dài của Đoạn 1, ', 'Dài của Đoạn 2, Loa']),
  )
})
