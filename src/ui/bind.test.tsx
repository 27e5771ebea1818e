import { expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '#platform/problem'
import { checked, dayField, textField } from '#platform/submit'
import { fieldsOf } from './bind.tsx'

const entry = z
  .object({
    title: textField(300, 3),
    aboveId: z.union([z.literal(''), z.guid()]).default(''),
    fromDay: dayField(),
    amount: z.number().nullable(),
  })
  .refine(() => true)
const shown = (field: unknown) => String(field)

test('a field says what its entry says: label, hint, required or not, how long at most, the value', () => {
  const f = fieldsOf(entry, 'plans.field', {}, { title: 'Kế hoạch 2026', fromDay: '2026-01-01' })

  const title = shown(<f.Text name="title" />)
  const above = shown(<f.Select name="aboveId" choices={[]} />)

  expect(title).toContain('Tên kế hoạch')
  expect(title).toMatch(
    /<input[^>]* name="title"[^>]* value="Kế hoạch 2026"[^>]* maxlength="300"[^>]* required/,
  )
  expect(above).toContain('Thực hiện kế hoạch nào')
  expect(above).toContain('Kế hoạch của cấp trên phải trả lời')
  expect(above).not.toContain('required')
  expect(shown(<f.Day name="fromDay" />)).toMatch(/value="2026-01-01"[^>]* required/)
})

test('what was typed wins over the record, and the problem stands at the field', () => {
  const typed = { title: 'x', fromDay: '2026-02-30' }
  let problems: Problem | undefined
  try {
    checked(entry, typed)
  } catch (fault) {
    if (fault instanceof Problem) problems = fault
  }

  const f = fieldsOf(entry, 'plans.field', { typed, ...(problems ? { problems } : {}) }, { title: 'Cũ' })

  expect(shown(<f.LongText name="title" />)).toMatch(/aria-invalid="true"[^>]*>x<\/textarea>/)
  expect(shown(<f.Text name="title" label="Gọi là" />)).toContain('Gọi là')
  expect(shown(<f.Day name="fromDay" />)).toContain('value="2026-02-30"')
})
