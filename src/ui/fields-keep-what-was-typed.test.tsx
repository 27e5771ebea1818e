import { expect, test } from 'vitest'
import { inLanguage } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { scaleTop } from './charts.tsx'
import { ChoiceField } from './choice-fields.tsx'
import { examplePages } from './examples.tsx'
import { Form } from './form.tsx'
import { DayField, MoneyField, PasswordField, TextField } from './text-fields.tsx'

const refused = {
  typed: { amount: 'hai <triệu>', day: '30/2/2026', password: 'bí mật' },
  problems: new Problem('form_has_faults', {}, { fields: [{ field: 'amount', code: 'field_is_no_number' }] }),
}

test('a refused form gives back what was typed, marks the field and links to it', () => {
  const html = (
    <Form {...refused}>
      <MoneyField name="amount" label="Số tiền" value={5} form={refused} />
    </Form>
  ).toString()

  expect(html).toContain('value="hai &lt;triệu&gt;"')
  expect(html).toContain('href="#f-amount"')
  expect(html).toContain('id="f-amount"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('aria-describedby="f-amount-problem f-amount-unit"')
  expect(html).toContain('id="f-amount-problem"')
})

test('a number that goes along unseen is written so that it is read back as the same', () => {
  const html = (<Form hidden={{ amount: 1.234, seen: 12, word: '1.234' }}></Form>).toString()

  expect(html).toContain('name="amount" value="1,2340"')
  expect(html).toContain('name="seen" value="12"')
  expect(html).toContain('name="word" value="1.234"')
})

test('a problem of the whole entry stands in the summary without a link', () => {
  const html = (<Form problems={new Problem('seen_is_outdated')}></Form>).toString()

  expect(html).toContain('người khác sửa')
  expect(html).not.toContain('href="#f-')
})

test('a day that the calendar has not is given back as text; a password never', () => {
  expect((<DayField name="day" label="Ngày" form={refused} />).toString()).toContain('type="text"')
  expect((<DayField name="day" label="Ngày" value="2026-03-01" />).toString()).toContain('type="date"')
  expect((<PasswordField name="password" label="Mật khẩu" form={refused} />).toString()).not.toContain(
    'bí mật',
  )
})

test('up to five choices stand open, more fold into a list', () => {
  const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ value, label: value }))

  expect((<ChoiceField name="c" label="C" choices={choices.slice(1)} value="c" />).toString()).toMatch(
    /type="radio"[^>]*value="c"[^>]*checked/,
  )
  expect((<ChoiceField name="c" label="C" choices={choices} value="c" />).toString()).toContain('<select')
})

test('the scale of a chart ends on a round number not below its greatest', () => {
  expect([0, 3, 7, 99, 100, 323, 1284].map(scaleTop)).toEqual([1, 3, 8, 100, 100, 400, 1600])
})

test('every example page speaks English too', () => {
  for (const page of Object.values(examplePages)) {
    const html = inLanguage('en', () => String(page().toString()))
    expect(html).toContain('<html lang="en">')
  }
  expect((<TextField name="x" label="X" required />).toString()).toContain('bắt buộc')
})
