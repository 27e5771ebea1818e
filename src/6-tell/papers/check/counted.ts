/**
 * What reports count: words that follow an amount. After one of them a single word such as “hai” is an amount; elsewhere it may
 * be a name, a day or an idiom. Longer ones first where one begins another.
 */
const nouns = `
lượt người|lượt xem|lượt nghe|lượt|người|hộ gia đình|hộ dân|hộ|gia đình|em|trẻ em|trẻ|cháu|học sinh|sinh viên|đoàn viên|hội viên
đảng viên|cán bộ|công chức|viên chức|chiến sĩ|chiến sỹ|thành viên|phụ nữ|nông dân|cựu chiến binh|thanh niên|thiếu nhi|đồng chí|cá nhân|tập thể
tổ chức|đơn vị|cơ quan|xã|phường|thị trấn|ấp|khu phố|tổ|nhóm|câu lạc bộ|chi hội|chi bộ|chi đoàn|đảng bộ|cơ sở|trường|lớp|buổi|cuộc
hội nghị|đợt|lần|mô hình|công trình|phần việc|việc|nội dung|tin|bài
chuyên mục|chuyên đề|câu chuyện|gương|tấm gương|suất|phần quà|quà|căn|ngôi nhà|nhà|cây|con|thùng|sọt|hố|bóng đèn|đèn|trụ|cột|lá cờ|cờ
tuyến|con đường|đoạn|cầu|km|m2|m²|m3|mét|m|ha|héc-ta|kg|ki-lô-gam|tấn|tạ|lít|đồng|đ|ngày công|công lao động|thẻ|chiếc|xe|sổ|hồ sơ|thủ tục|giờ
phút|bản|cam kết|ý kiến|thư khen|giấy khen|bằng khen|tiết mục|giải pháp|giải|bộ|cái|điểm|trạm|loa|cụm|đài|tiêu chí|nhiệm vụ|chỉ tiêu
hoạt động|phong trào|doanh nghiệp|hợp tác xã|mẹ|cụ|ca|chai|heo đất|heo|khoản|dự án|vụ|trường hợp|phiếu|lon|bao|kỳ|số|huyện|tỉnh|đội|khâu|gói|tủ|đồng bào|đ/c|đồng hồ
học viên|tham luận|chị|anh|cuốn|quyển|sản phẩm|bức|vé|máy|phòng|lồng đèn|triệu|nghìn
`
  .trim()
  .split(/[|\n]/)
  .sort((one, other) => other.length - one.length)

/** Types of documents. One of a type is none of another: “02 quyết định” are no two plans. */
const documents =
  'văn bản|kế hoạch|công văn|quyết định|hướng dẫn|nghị quyết|báo cáo|chỉ thị|kết luận|thông báo|chương trình|quy chế|quy định|đề án|tờ trình'.split(
    '|',
  )

/** Whether a noun counts documents of a type, or of any. */
export const countsDocuments = (noun: string | undefined): noun is string =>
  noun !== undefined && documents.includes(noun)

/** The noun with which a text begins, if it is one that is counted. */
export function countedAt(text: string): string | undefined {
  const start = text.replace(/^[\s ]+/, '').toLowerCase()
  return [...nouns, ...documents].find(
    (noun) => start.startsWith(noun) && !/^[\p{L}\d]/u.test(start.slice(noun.length)),
  )
}
