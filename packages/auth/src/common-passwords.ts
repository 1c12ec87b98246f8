import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords of 12 characters and more that stand high in breach lists and that zxcvbn's list lacks, in lower case. */
const longOnes = `
123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 1234567890987654321 0123456789012
012345678910 123456789123 123456789abc 123456789qwe 1234567890qwerty 123qweasdzxc 1q2w3e4r5t6y 1q2w3e4r5t6y7u
1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopasdf
qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789
qwertyqwerty qwerty12qwerty asdfghjkl123 asdfghjkl;' asdfasdfasdf asdf1234asdf zxcvbnm12345 zaq12wsxcde3
zaq1xsw2cde3 password1234 password12345 password123456 password1234567 password12345678 password123456789
passwordpassword password123! password1234! password123!! password2020 password2021 password2022 password2023
password2024 password2025 password2026 p@ssw0rd1234 p@ssword1234 passw0rd1234 passw0rd12345 p@ssw0rd123! pa$$w0rd1234
mypassword12 mypassword123 mypassword1234 thepassword1 newpassword1 newpassword123 changeme1234 changemenow1
changeme12345 changemeplease letmein12345 letmein123456 letmeinplease welcome12345 welcome123456 welcome1234!
welcome2023! welcome2024! welcome2025! welcome2026! admin1234567 admin12345678 admin123admin adminadminadmin administrator
administrator1 administrator123 rootrootroot superadmin12 superadmin123 iloveyou1234 iloveyou12345 iloveyou123456
iloveyouforever iloveyousomuch iloveyoubaby ilovemyfamily ilovemyself1 iloveyou2023 sunshine1234 princess1234
football1234 baseball1234 superman1234 batman123456 dragon123456 monkey123456 shadow123456 master123456 killer123456
michael12345 jennifer1234 trustno11234 abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz abcd12345678 abc123456789
abcdef123456 abc123abc123 aa1234567890 a12345678901 a1b2c3d4e5f6 q1w2e3r4t5y6 test12345678 test1234test testtesttest
testing12345 testpassword testpassword1 testpassword123 secret123456 secretpassword secretpassword1 summer2023!!
summer2024!! winter2023!! winter2024!! whatever1234 computer1234 internet1234 starwars1234 pokemon12345 minecraft123
liverpool123 chelsea12345 arsenal12345 barcelona123 manchester12 naruto123456 charlie12345 jordan123456 telegram1234
telegrambot1 dovecote1234 dovecotedovecote correcthorsebatterystaple
`;

/** Some 49,000 passwords that stand high in breach lists, and longer ones, in lower case; nothing is asked of the net. */
export const commonPasswords: ReadonlySet<string> = new Set([
  ...dictionary['passwords-common'],
  ...longOnes.trim().split(/\s+/),
]);
