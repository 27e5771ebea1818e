import { readFileSync } from 'node:fs'
import { Document, Packer, Paragraph } from 'docx'
import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { loadIndicators, postFacts } from '#figures'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { checkFile } from './check-file.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>

const docxOf = (...texts: string[]) =>
  Packer.toBuffer(new Document({ sections: [{ children: texts.map((text) => new Paragraph(text)) }] }))

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.facts', async (tx) => {
    await loadIndicators(tx, [
      {
        code: 'test_waste_kg',
        name_vi: 'Rác hữu cơ đã xử lý',
        name_en: 'Waste treated',
        unit_vi: 'kg',
        unit_en: 'kg',
        rule: 'sum',
        position: 900,
        definition_vi: 'Rác',
        definition_en: 'Waste',
      },
    ])
    for (const [day, amount, assurance] of [
      ['2026-02-10', 360, 'declared'],
      ['2026-03-10', 640, 'evidenced'],
    ] as const)
      await postFacts(
        tx,
        { kind: 'activity', id: newId(), unitId: district.union, day, seriesId: district.initiativeId },
        assurance,
        [{ indicator: 'test_waste_kg', amount }],
      )
  })
})

test('amounts of a Word file are held against the month, against the year so far, and told apart from others', async () => {
  const bytes = await docxOf(
    'Trong tháng đã xử lý 640 kg rác hữu cơ.',
    'Lũy kế từ đầu năm xử lý 1.000 kg rác hữu cơ.',
    'Đã xử lý 700 kg rác hữu cơ.',
    'Trồng 25 cây xanh tại Xã Hai.',
  )

  const { paragraphs } = await checkFile(bytes, { unit: district.communeSlug, period: '2026-03' })

  expect(
    paragraphs.map(({ claims, signs }) => [
      claims.map(({ verdict }) => verdict.kind),
      signs.map(({ kind }) => kind),
    ]),
  ).toEqual([
    [['supported'], []],
    [['supported'], []],
    [['differs'], []],
    [['unsupported'], ['other_unit']],
  ])
  expect(paragraphs[0]?.claims[0]?.verdict).toMatchObject({ figure: { value: 640, proven: 100 } })
  expect(paragraphs[1]?.claims[0]?.verdict).toMatchObject({ figure: { value: 1000, proven: 64 } })
  expect(paragraphs[2]?.claims[0]?.verdict).toMatchObject({ figures: [{ value: 640 }, { value: 1000 }] })
})

test('without a unit its amounts are listed; a unit that is not there and a period that is none are refused', async () => {
  const bytes = await docxOf('Đã xử lý 640 kg rác hữu cơ.')

  expect((await checkFile(bytes, {})).paragraphs[0]?.claims[0]?.verdict).toEqual({ kind: 'unsupported' })
  await expect(checkFile(bytes, { unit: 'khong-co', period: '2026-03' })).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(checkFile(bytes, { unit: district.communeSlug, period: 'tháng 3' })).rejects.toMatchObject({
    code: 'period_is_malformed',
  })
})

test('amounts in footnotes and endnotes are checked as those in the text', async () => {
  const bytes = readFileSync(new URL('fixtures/bao-cao-chu-thich-cuoi-trang.docx', import.meta.url))

  const { paragraphs, notices } = await checkFile(bytes, {})

  expect(paragraphs.flatMap(({ claims }) => claims.map(({ claim }) => claim.value))).toEqual([
    9876, 321, 10, 55,
  ])
  expect(notices).toEqual(['notes'])
})

test('tonnes are not kilograms', async () => {
  await asSystem('test.facts', (tx) =>
    postFacts(
      tx,
      {
        kind: 'activity',
        id: newId(),
        unitId: district.union,
        day: '2026-05-10',
        seriesId: district.initiativeId,
      },
      'declared',
      [{ indicator: 'test_waste_kg', amount: 57_217 }],
    ),
  )
  const speaksFor = { unit: district.communeSlug, period: '2026-05' }
  const bytes = readFileSync(new URL('fixtures/bao-cao-sai-don-vi-tinh.docx', import.meta.url))

  const [wrong] = (await checkFile(bytes, speaksFor)).paragraphs
  const [right] = (await checkFile(await docxOf('Đã xử lý 57,217 tấn rác hữu cơ.'), speaksFor)).paragraphs

  expect(wrong?.text).toContain('57.217 tấn')
  expect(wrong?.claims[0]?.verdict).toMatchObject({
    kind: 'differs',
    figures: [{ value: 57_217 }, { value: 58_217 }],
  })
  expect(right?.claims[0]?.verdict).toMatchObject({ kind: 'supported', figure: { value: 57_217 } })
})
