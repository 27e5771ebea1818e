// The review of three years (sơ kết) of the district, written, frozen, signed and opened to everybody through the same use
// cases as in a real district. Its words hold no number: each stands as a live figure.
import type { Actor } from '#access'
import { issueReport } from '#reports'
import { type DemoPerson, demonstrationPassword } from './people.ts'

/** Three years since Kết luận 01-KL/TW, and the day on which the review of them was issued. */
export const review = {
  slug: 'huyen-can-duoc',
  period: '2021-06..2024-05',
  day: '2024-07-05',
  number: 215,
} as const

const sections: Record<string, string> = {
  situation: `Cần Đước là huyện nông nghiệp ven sông; các xã, thị trấn đều có tổ chức Mặt trận, Hội Nông dân, Hội Liên hiệp Phụ nữ, Hội Cựu chiến binh, Đoàn Thanh niên và lực lượng Công an cùng thực hiện việc học tập và làm theo Bác.
Huyện thực hiện Kết luận số 01-KL/TW trong hoàn cảnh dịch bệnh những tháng đầu, sau đó phục hồi sản xuất và chuẩn bị sắp xếp đơn vị hành chính.`,
  leadership: `Ban Thường vụ Huyện ủy quán triệt Kết luận số 01-KL/TW đến toàn thể cán bộ, đảng viên, cụ thể hoá bằng kế hoạch của từng cấp ủy và đưa vào chương trình công tác hằng năm.
{{indicators topic=leadership}}`,
  study: `Chuyên đề toàn khóa và chuyên đề từng năm được học tập ở hội nghị của huyện, hội nghị cơ sở và sinh hoạt chi bộ. Lượt dự được đếm riêng với số người.
{{indicators topic=study}}`,
  publicity: `Cùng với truyền thanh, trang thông tin điện tử, phong trào đờn ca tài tử, cải lương đưa lời Bác đến gần người dân.
{{indicators topic=publicity}}`,
  example: `Người đứng đầu và cán bộ chủ chốt nêu gương bằng bản cam kết và việc làm cụ thể.
{{indicators topic=example}}`,
  results: `Các tổ chức, ngành và Nhân dân chọn việc nhỏ, thiết thực để làm theo Bác.
{{lines}}`,
  inspection: `Ban Thường vụ giao Ủy ban Kiểm tra và các ban của Huyện ủy kiểm tra việc thực hiện ở cơ sở; số liệu trong báo cáo này do đơn vị ghi khi hoạt động diễn ra và được cán bộ có trách nhiệm kiểm tra trước khi tính.`,
  commendation: `{{recognised}}`,
  duties: `Việc học tập và làm theo Bác gắn với nhiệm vụ chính trị ở địa phương, nhất là xây dựng nông thôn mới, giữ gìn môi trường và chăm lo người yếu thế.`,
  shortcomings: `{{gaps}}
Một số đơn vị ghi hoạt động chậm, phần tự khai còn nhiều. Nguyên nhân chủ quan là phân công người ghi chưa rõ, cán bộ thay đổi; nguyên nhân khách quan là dịch bệnh những tháng đầu kỳ.
Bài học rút ra: việc làm nhỏ, thiết thực, ghi ngay khi làm và có ảnh thì người dân tin, cấp trên kiểm tra được.`,
  next: `Tiếp tục học tập chuyên đề hằng năm, đưa vào sinh hoạt chi bộ hằng tháng. Nhân rộng những mô hình có kết quả được người dân xác nhận.
{{next}}
Đề nghị cấp trên thống nhất biểu mẫu, không yêu cầu báo cáo lại số liệu đã có trong hệ thống.`,
}

/** Writes, issues and publishes the review. `origin` is where the system is reached: the paper names it for checking. */
export async function reviewThreeYears(
  people: readonly DemoPerson[],
  origin: string | undefined,
): Promise<void> {
  await issueReport({
    ...review,
    sections,
    signer: { position: 'BÍ THƯ', name: actorFor(people, 'lanhdao.tinh').name },
    writer: actorFor(people, 'duyet.tinh'),
    leader: actorFor(people, 'lanhdao.tinh'),
    password: demonstrationPassword,
    printing: { isDemonstration: true, origin },
  })
}

function actorFor(people: readonly DemoPerson[], wanted: string): Actor {
  const person = people.find(({ userName }) => userName === wanted)
  if (!person) throw new Error(`Nobody is called ${wanted}.`)
  return { personId: person.id, name: person.name }
}
