/** A user as the table holds it. */
export interface User {
  company: string;
  userId: string;
  email: string;
  name: string;
  joinedAt: string;
  /** What makes an item large: some 2.8 kB that nobody asks for when looking for an address. */
  notes: string;
}

const COMPANIES = 12;
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ'];
const GIVEN = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Linh', 'Minh', 'Ngọc', 'Phúc', 'Quỳnh', 'Sơn', 'Thảo', 'Việt', 'Yến'];
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY = 24 * 3600 * 1000;

/** The user of a number, always the same: filling a table twice leaves it as it was. */
export function userOf(number: number): User {
  const company = `company-${String(number % COMPANIES).padStart(2, '0')}`;
  const userId = `user-${String(number).padStart(5, '0')}`;
  return {
    company,
    userId,
    email: `${userId}@${company}.example`,
    name: `${FAMILY[number % FAMILY.length]} ${GIVEN[(number * 7) % GIVEN.length]}`,
    joinedAt: new Date(FIRST_DAY + ((number * 37) % 2000) * DAY + number * 1000).toISOString(),
    notes: '.'.repeat(2800),
  };
}
