// Every layout and component in every state. Served in development and looked at by the tests.

import { Card, EmptyState, Grid, Section } from './blocks.tsx'
import { PeriodBars, ShareBars } from './charts.tsx'
import { BlockExamples, FigureExamples } from './examples-blocks.tsx'
import { communes, households, months, person, picture, site } from './examples-data.ts'
import { FormExamples } from './examples-forms.tsx'
import { Figure } from './figure.tsx'
import { Button, Buttons, Form, LinkButton } from './form.tsx'
import { ErrorPage, PrintPage, SignInPage } from './frame-pages.tsx'
import { Hero, PublicPage } from './public-page.tsx'
import { PasswordField, TextField } from './text-fields.tsx'
import { WorkPage } from './work-page.tsx'

const nav = [
  { href: '#', label: 'Trang đầu', current: true },
  { href: '#', label: 'Mô hình' },
  { href: '#', label: 'Số liệu' },
  { href: '#', label: 'Các xã' },
  { href: '#', label: 'Dữ liệu mở' },
]

/** One example page a layout, by name. `components` carries everything else. */
export const examplePages = {
  components: () => (
    <WorkPage
      site={site}
      title="Bộ giao diện"
      person={person}
      nonce="example"
      tab="mine"
      waiting={{ mine: 3, check: 12 }}
      lead="Mọi thành phần, ở mọi trạng thái."
      languageHref="?lang=en"
      actions={
        <LinkButton look="main" icon="record" href="#">
          Ghi hoạt động
        </LinkButton>
      }
    >
      <FigureExamples />
      <BlockExamples />
      <FormExamples />
    </WorkPage>
  ),
  public: () => (
    <PublicPage
      site={site}
      title="Làm theo Bác, từ việc nhỏ nhất"
      path="/"
      nav={nav}
      languageHref="/en"
      signInHref="/dang-nhap"
      description="Việc làm, số liệu và câu chuyện của huyện Cần Đước."
      hero={
        <Hero
          above="Chuyên đề toàn khóa"
          title="Làm theo Bác, từ việc nhỏ nhất"
          lead="1.284 hộ ủ rác tại nhà, 286 triệu đồng từ heo đất, 41 tuyến đường quê sáng, xanh, sạch. Mỗi con số mở ra việc đã làm và ảnh của việc ấy."
          actions={
            <>
              <LinkButton look="main" href="#">
                Xem số liệu
              </LinkButton>
              <LinkButton href="#">Các mô hình</LinkButton>
            </>
          }
        />
      }
    >
      <Grid>
        <Figure label="Hộ ủ rác hữu cơ" unit="hộ" period="Tháng 11/2026" proof={households} href="#" />
        <Figure
          label="Học sinh được tiếp sức"
          unit="em"
          period="Năm 2026"
          proof={{ declared: 4, evidenced: 40, confirmed: 61, verified: 12 }}
          href="#"
        />
        <Figure
          label="Lượt người được phục vụ cuối tuần"
          unit="lượt"
          period="Tháng 11/2026"
          proof={{ declared: 310, evidenced: 702, confirmed: 0, verified: 120 }}
          href="#"
        />
      </Grid>
      <Section title="Mô hình tiêu biểu" link={{ href: '#', label: 'Tất cả mô hình' }}>
        <Grid>
          {['Nuôi heo đất tiết kiệm', 'Tuyến đường quê kiểu mẫu', 'Mẹ đỡ đầu'].map((name, index) => (
            <Card
              href="#"
              title={name}
              above="Hội LHPN xã Long Trạch"
              image={{ src: picture(['c9d8c5', 'd8cfc0', 'c5d3dc'][index] ?? 'ccc'), alt: '' }}
              foot="48 hoạt động"
            >
              <p>Mỗi hội viên nuôi một heo đất, cuối quý khui để giúp nhau vốn làm ăn.</p>
            </Card>
          ))}
        </Grid>
      </Section>
      <Section title="Theo tháng">
        <PeriodBars caption="Hộ ủ rác hữu cơ, toàn huyện" unit="hộ" periods={months} />
      </Section>
      <Section title="Theo xã">
        <ShareBars caption="Hộ ủ rác hữu cơ, tháng 11/2026" unit="hộ" rows={communes} />
      </Section>
    </PublicPage>
  ),
  signIn: () => (
    <SignInPage site={site} title="Đăng nhập" languageHref="/en" foot={<a href="/">Quên mật khẩu</a>}>
      <Form action="#">
        <TextField name="name" label="Tên đăng nhập hoặc số điện thoại" required autocomplete="username" />
        <PasswordField name="password" label="Mật khẩu" required />
        <Buttons>
          <Button look="main" wide>
            Đăng nhập
          </Button>
        </Buttons>
      </Form>
    </SignInPage>
  ),
  empty: () => (
    <WorkPage
      site={{ ...site, demonstration: false }}
      title="Việc của tôi"
      person={person}
      nonce="example"
      tab="mine"
      width="narrow"
      flash={{ text: 'Đã ghi hoạt động.' }}
    >
      <EmptyState
        title="Hôm nay không còn việc nào chờ"
        action={{ href: '#', label: 'Ghi hoạt động', icon: 'record' }}
      >
        Việc đến hạn và việc chờ duyệt sẽ hiện ở đây.
      </EmptyState>
    </WorkPage>
  ),
  missing: () => <ErrorPage site={site} status={404} />,
  away: () => <ErrorPage site={site} status={503} againHref="/" />,
  fault: () => <ErrorPage site={site} status={500} reference="0193-7f2a" />,
  print: () => (
    <PrintPage title="Danh sách hoạt động tháng 11/2026" site={site} backHref="#">
      <p>Hội LHPN xã Long Trạch</p>
    </PrintPage>
  ),
} as const
