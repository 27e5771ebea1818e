// The fields, empty, filled in and refused.

import { Section } from './blocks.tsx'
import { CheckField, ChoiceField, FileField, PeopleBySexField, PhotoField } from './choice-fields.tsx'
import { units } from './examples-data.ts'
import { Button, Buttons, Form, LinkButton, SearchForm } from './form.tsx'
import type { FormState } from './form-state.ts'
import { UnitPicker } from './navigation.tsx'
import { DayField, LongText, MoneyField, NumberField, PasswordField, TextField } from './text-fields.tsx'

const uses = [
  { value: 'thang', label: 'Bổ ống heo hằng tháng' },
  { value: 'quy', label: 'Khui heo theo quý', hint: 'Ghi số tiền khi khui, có người chứng kiến' },
  { value: 'nam', label: 'Khui heo cuối năm' },
]

const lines = ['Mặt trận Tổ quốc', 'Hội Nông dân', 'Hội LHPN', 'Công an', 'Huyện Đoàn', 'Cựu chiến binh']

const refused: FormState = {
  typed: { 'refused-title': 'Khui heo đất', 'refused-amount': 'hai triệu', 'refused-day': '30/2/2026' },
  problems: [
    { field: 'refused-amount', message: 'Cần nhập một số, ví dụ 12 hoặc 12,5.' },
    { field: 'refused-day', message: 'Ngày không có trong lịch. Nhập theo dạng ngày/tháng/năm.' },
    { field: 'refused-use', message: 'Chọn một trong các mục đã cho.' },
    { message: 'Mô hình “Nuôi heo đất” đã kết thúc ngày 30/6/2025. Chọn mô hình khác.' },
  ],
}

export function FormExamples() {
  return (
    <>
      <Section title="Biểu mẫu">
        <Form action="#" files>
          <TextField
            name="title"
            label="Tên hoạt động"
            required
            hint="Viết như khi kể với đồng chí trong chi hội."
          />
          <DayField name="day" label="Ngày làm" required value="2026-11-21" max="2026-11-23" />
          <NumberField name="kg" label="Rác hữu cơ đã ủ" unit="kg" decimals value="1.284,5" />
          <MoneyField name="amount" label="Số tiền khi khui heo" required value="12.500.000" />
          <PeopleBySexField name="people" label="Người tham gia" women={18} men={7} />
          <ChoiceField name="use" label="Cách nuôi heo đất" required choices={uses} value="quy" />
          <ChoiceField
            name="line"
            label="Ngành, đoàn thể"
            choices={lines.map((label) => ({ value: label, label }))}
          />
          <CheckField
            name="poor"
            label="Có hộ nghèo, hộ cận nghèo được hỗ trợ"
            hint="Tên hộ không hiện ra ngoài."
          />
          <PhotoField name="photos" label="Ảnh minh chứng" />
          <FileField
            name="file"
            label="Tệp bảng tính"
            hint="Tệp .xlsx, nhiều nhất 1 MB."
            choose="Chọn tệp"
            accept=".xlsx"
          />
          <LongText
            name="note"
            label="Ghi thêm"
            hint="Không bắt buộc. Việc đáng nhớ, khó khăn, cách làm hay."
          />
          <Buttons>
            <Button look="main" icon="done">
              Ghi hoạt động
            </Button>
            <LinkButton href="#" look="quiet">
              Để sau
            </LinkButton>
          </Buttons>
        </Form>
      </Section>
      <Section title="Biểu mẫu bị trả lại">
        <Form action="#" {...refused}>
          <TextField name="refused-title" label="Tên hoạt động" required form={refused} />
          <MoneyField name="refused-amount" label="Số tiền khi khui heo" required form={refused} />
          <DayField name="refused-day" label="Ngày làm" form={refused} />
          <ChoiceField name="refused-use" label="Cách nuôi heo đất" required choices={uses} form={refused} />
          <PasswordField name="password" label="Mật khẩu" required hint="Ít nhất 10 ký tự." />
          <TextField name="closed" label="Mã mô hình" value="MH-2024-017" disabled width="short" />
        </Form>
      </Section>
      <Section title="Nút">
        <Buttons>
          <Button look="main">Duyệt</Button>
          <Button>Trả lại</Button>
          <Button look="danger">Rút hoạt động</Button>
          <Button look="quiet">Bỏ qua</Button>
          <Button disabled>Chưa dùng được</Button>
          <LinkButton href="#" icon="download" download>
            Tải báo cáo (.docx)
          </LinkButton>
        </Buttons>
      </Section>
      <Section title="Tìm kiếm và chọn đơn vị">
        <div class="grid gap-8">
          <SearchForm action="#" label="Tìm mô hình, ví dụ: heo dat" query="heo dat" keep={{ nam: '2026' }} />
          <UnitPicker action="#" query="long trach" units={units} hrefOf={() => '#'} chosenId="2" hasMore />
          <UnitPicker
            action="#"
            query=""
            label="Tìm chi hội"
            units={units.slice(1)}
            name="unitId"
            chosenId="3"
          />
          <UnitPicker action="#" query="xyz" label="Tìm đơn vị khác" units={[]} />
        </div>
      </Section>
    </>
  )
}
