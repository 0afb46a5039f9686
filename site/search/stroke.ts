/**
 * The search engine lets "luong" find "luồng", as it drops combining marks. The stroke of đ is none, so it becomes one:
 * d and U+0335 in what is indexed and asked, and back again in what is shown.
 */
export function withStroke(text: string): string {
  return text.replaceAll('đ', 'd\u0335').replaceAll('Đ', 'D\u0335');
}

export function withoutStroke(text: string): string {
  return text.replaceAll('d\u0335', 'đ').replaceAll('D\u0335', 'Đ');
}
