// Figures, charts, tables and blocks, full and empty.

import { formatDong } from '#platform/i18n'
import { Badge, type ShownState, StateBadge } from './badge.tsx'
import { Card, EmptyState, Facts, Flash, Grid, PhotoGrid, Prose, Section, Timeline } from './blocks.tsx'
import { PeriodBars, ShareBars, Sparkline } from './charts.tsx'
import { DataTable } from './data-table.tsx'
import { communes, households, months, picture } from './examples-data.ts'
import { Figure, ProofBar } from './figure.tsx'
import { Breadcrumb, Pager, Tabs } from './navigation.tsx'
import { type Proof, totalOf } from './proof.ts'
import { SmallMultiples, TileGrid } from './small-charts.tsx'

const nothing: Proof = { declared: 0, evidenced: 0, confirmed: 0, verified: 0 }
const shownStates: ShownState[] = [
  'draft',
  'waiting',
  'accepted',
  'returned',
  'late',
  'proposed',
  'active',
  'recognised',
  'ended',
]

export function FigureExamples() {
  return (
    <>
      <Section title="Số liệu" link={{ href: '#', label: 'Xem tất cả' }}>
        <Grid>
          <Figure label="Hộ ủ rác hữu cơ" unit="hộ" period="Tháng 11/2026" proof={households} href="#" />
          <Figure
            label="Tiền tiết kiệm từ heo đất"
            unit="đồng"
            period="Từ đầu năm 2026"
            proof={{ declared: 12_000_000, evidenced: 220_500_000, confirmed: 0, verified: 54_000_000 }}
            href="#"
          />
          <Figure
            label="Trẻ được mẹ đỡ đầu"
            unit="em"
            qualifier="trên"
            amount={300}
            period="Năm 2026"
            proof={{ ...nothing, declared: 300 }}
          />
          <Figure label="Con đường 100 đồng" unit="tuyến" period="Quý IV/2026" proof={nothing} />
          <Figure
            label="Tuổi trung bình của đảng viên mới"
            unit="tuổi"
            period="Năm 2026"
            proof={nothing}
            missing="Chưa có số liệu"
          />
        </Grid>
      </Section>
      <Section title="Thanh minh chứng">
        <Card>
          <ProofBar {...households} />
        </Card>
      </Section>
      <Section title="Biểu đồ">
        <div class="grid gap-4">
          <PeriodBars caption="Hộ ủ rác hữu cơ theo tháng, toàn huyện" unit="hộ" periods={months} />
          <PeriodBars caption="Mười hai tháng gần nhất" unit="hộ" periods={months.slice(12)} />
          <ShareBars caption="Hộ ủ rác hữu cơ theo xã, tháng 11/2026" unit="hộ" rows={communes} />
          <SmallMultiples
            caption="Hộ ủ rác hữu cơ, từng xã"
            unit="hộ"
            months={months.slice(18).map(({ period }) => period)}
            charts={[
              { label: 'Xã Long Trạch', href: '#', amounts: [12, 0, 30, 44, 41, 60] },
              { label: 'Xã Tân Lân', href: '#', amounts: [0, 0, 0, undefined, 0, 0] },
              { label: 'Xã Long Hựu Đông', amounts: [] },
            ]}
          />
          <TileGrid
            caption="Hộ ủ rác hữu cơ, các xã"
            unit="hộ"
            order="Xếp theo tên."
            legend={['đến 80', 'trên 80 đến 160', 'trên 160 đến 240', 'trên 240 đến 320', 'trên 320 đến 400']}
            tiles={[
              { label: 'Xã Long Trạch', href: '#', said: '336', shade: 5 },
              { label: 'Thị trấn Cần Đước', href: '#', said: '262', shade: 4 },
              { label: 'Xã Phước Đông', href: '#', said: 'trên 195', shade: 3 },
              { label: 'Xã Tân Lân', href: '#', said: '110', shade: 2 },
              { label: 'Xã Long Sơn', href: '#', said: '40', shade: 1 },
              { label: 'Xã Long Cang', href: '#', said: '0', shade: 0 },
              { label: 'Xã Long Hựu Đông', href: '#', said: 'Chưa có số liệu', shade: undefined },
            ]}
          />
          <Card title="Lượt người tham gia" badge={<Badge tone="honour">Chuyên đề 2026</Badge>}>
            <Sparkline values={[3, 5, 4, 8, 9, 7, 12]} label="Bảy tháng gần nhất, từ 3 lên 12 lượt người" />
          </Card>
        </div>
      </Section>
    </>
  )
}

export function BlockExamples() {
  return (
    <>
      <Section title="Thẻ">
        <Grid>
          <Card
            href="#"
            title="Nuôi heo đất tiết kiệm giúp phụ nữ khó khăn"
            above="Hội LHPN xã Long Trạch"
            badge={<StateBadge state="active" />}
            image={{ src: picture('c9d8c5'), alt: 'Chị em khui heo đất ở ấp Xoài Đôi' }}
            foot="48 hoạt động · từ tháng 3/2022"
          >
            <p>Mỗi hội viên nuôi một heo đất, cuối quý khui để giúp nhau vốn làm ăn.</p>
          </Card>
          <Card
            href="#"
            title="Tuyến đường quê kiểu mẫu"
            above="Hội Nông dân"
            badge={<StateBadge state="recognised" />}
            foot="2,4 km"
          >
            <p>Trồng hoa, thắp sáng, giữ sạch.</p>
            <ProofBar {...households} compact />
          </Card>
          <Card title="Không dẫn đi đâu">
            <p>Thẻ thường, chỉ để đọc.</p>
          </Card>
        </Grid>
      </Section>
      <Section title="Trạng thái">
        <p class="flex flex-wrap gap-2">
          {shownStates.map((state) => (
            <StateBadge state={state} />
          ))}
        </p>
      </Section>
      <Section title="Thông báo">
        <Flash>Đã ghi hoạt động “Khui heo đất”. Số liệu của xã đã được tính lại.</Flash>
        <Flash tone="info">Báo cáo tháng 11 cần gửi trước ngày 25/11/2026.</Flash>
        <Flash tone="warning">Ba ảnh trùng với hoạt động ngày 12/10/2026.</Flash>
        <Flash tone="problem">Chưa gửi được. Xin kiểm tra mạng rồi thử lại.</Flash>
      </Section>
      <Section title="Bảng">
        <Tabs
          tabs={[
            { href: '#', label: 'Tất cả', current: true, count: 5 },
            { href: '#', label: 'Chờ duyệt', count: 2 },
            { href: '#', label: 'Trả lại' },
          ]}
        />
        <DataTable
          caption="Hộ ủ rác hữu cơ theo xã, tháng 11/2026"
          columns={[
            { head: 'Xã', cell: (row) => <a href="/">{row.label}</a> },
            { head: 'Số hộ', number: true, cell: totalOf },
            { head: 'Kinh phí', number: true, cell: (row) => formatDong(totalOf(row) * 12_500) },
            { head: 'Minh chứng', cell: (row) => <ProofBar {...row} compact /> },
          ]}
          rows={communes}
          total={{ label: 'Toàn huyện', href: '#', ...households }}
        />
        <Pager previousHref="#" nextHref="#" shown="51–55 trong 1.284" />
      </Section>
      <Section title="Ảnh và diễn biến">
        <PhotoGrid
          photos={['c9d8c5', 'd8cfc0', 'c5d3dc'].map((hue) => ({
            href: '#',
            src: picture(hue),
            alt: 'Dọn vệ sinh tuyến đường ấp Cầu Chùa',
            caption: '07:40, 21/11/2026 · ấp Cầu Chùa',
          }))}
        />
        <div class="mt-6">
          <Timeline
            items={[
              {
                when: '22/11/2026',
                title: 'Duyệt',
                who: 'Trần Văn Minh, Ban Xây dựng Đảng',
                tone: 'done',
                href: '#',
              },
              {
                when: '21/11/2026',
                title: 'Sửa số tiền',
                who: 'Nguyễn Thị Hồng Hoa',
                badge: <StateBadge state="corrected" />,
                text: 'Từ 1.200.000 thành 1.250.000 đồng: cộng thiếu một heo.',
              },
              {
                when: '20/11/2026',
                title: 'Trả lại',
                who: 'Trần Văn Minh',
                tone: 'problem',
                text: 'Ảnh chưa rõ số tiền.',
              },
              { when: '19/11/2026', title: 'Ghi hoạt động', who: 'Nguyễn Thị Hồng Hoa' },
            ]}
          />
        </div>
      </Section>
      <Section title="Thông tin">
        <Breadcrumb
          crumbs={[
            { href: '#', label: 'Mô hình' },
            { href: '#', label: 'Nuôi heo đất tiết kiệm' },
          ]}
        />
        <Facts
          items={[
            { label: 'Đơn vị thực hiện', value: 'Hội LHPN xã Long Trạch' },
            { label: 'Bắt đầu', value: '08/3/2022' },
            { label: 'Chuyên đề', value: <a href="/">Chuyên đề năm 2026</a> },
            { label: 'Kết thúc', value: '' },
          ]}
        />
        <div class="mt-6">
          <EmptyState
            title="Chưa có hoạt động nào"
            action={{ href: '#', label: 'Ghi hoạt động đầu tiên', icon: 'record' }}
          >
            Hoạt động của chi hội sẽ nằm ở đây, mới nhất trước. Chụp ảnh và ghi ngay tại chỗ, chừng nửa phút.
          </EmptyState>
        </div>
        <Prose>
          <h3>Ý Đảng, lòng dân</h3>
          <p>
            Ở ấp Xoài Đôi, mỗi sáng thứ bảy bà con lại quét dọn tuyến đường. Ế ẩm, Ộp oạp, Ữ, Ẵ, Ổi, Ậu: dấu
            thanh không được cụt.
          </p>
          <ul>
            <li>Nghĩ thật, nói thật</li>
            <li>Làm thật, có hiệu quả thật</li>
          </ul>
        </Prose>
      </Section>
    </>
  )
}
