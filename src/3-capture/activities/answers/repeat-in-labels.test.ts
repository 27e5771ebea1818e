import { expect, test } from 'vitest'
import { aField } from '../../kinds/forms/field.fixture.ts'
import { writeXform } from '../../phone/open-rosa/write-xform.ts'
import { withAnswers } from './rules.ts'

const fields = [
  aField({ key: 'team', type: 'text', label_vi: 'Tên tổ', label_en: 'Name of the team' }),
  aField({ key: 'present', type: 'people', label_vi: 'Có mặt', label_en: 'Present' }),
  aField({
    key: 'members',
    type: 'count',
    label_vi: `Tổ \${team} có \${gone} bao nhiêu người?`,
    label_en: `How many people are in \${team}?`,
    help_vi: `Khác với \${present}`,
    unit_vi: 'người',
  }),
  aField({ key: 'men', type: 'count', label_vi: `Trong \${members} người, nam:`, label_en: 'Men' }),
]

const said = (answers: Parameters<typeof withAnswers>[1]) =>
  withAnswers(fields, answers, ({ unit_vi }, answer) => `${answer}${unit_vi ?? ''}`).map(
    (one) => one.label_vi,
  )

test('words repeat the answer where there is one, and the name of its question where not', () => {
  expect(said({}).slice(2)).toEqual([
    'Tổ «Tên tổ» có … bao nhiêu người?',
    'Trong «Tổ … có … bao nhiêu người?» người, nam:',
  ])
  expect(said({ team: 'Hòa Bình', members: 12 }).slice(2)).toEqual([
    'Tổ Hòa Bình có … bao nhiêu người?',
    'Trong 12 người, nam:',
  ])
})

test('an XForm repeats one value by an output, anything else by the name of its question', () => {
  const xml = writeXform({
    initiativeId: '0198c3f0-0000-7000-8000-000000000001',
    name: 'Tổ tự quản',
    unitName: 'Ấp 1',
    form: { id: '0198c3f0-0000-7000-8000-000000000002', version: 1, fields },
    mostPhotos: 3,
  })

  expect(xml).toContain('Tổ <output value="/data/a/team"/> có … bao nhiêu người? (người)')
  expect(xml).toContain('How many people are in <output value="/data/a/team"/>?')
  expect(xml).toContain('Khác với «Có mặt»')
  expect(xml).not.toContain('$' + '{')
})
