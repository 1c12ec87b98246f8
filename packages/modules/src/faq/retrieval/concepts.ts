/** What people ask businesses and services in different words; a line is one idea, its phrases parted by commas. */
const lines = `
hours: open, opening, opening hours, opening times, open hours, business hours, working hours, hours, what time, closed, closing, close time, closing time, schedule, timetable, часы, часы работы, время работы, режим работы, график, график работы, расписание, открыты, открываетесь, открывается, открыто, работаете, закрыты, закрываетесь, закрыто, во сколько
price: price, prices, pricing, priced, cost, costs, how much, fee, fees, charge, charges, rate, rates, tariff, expensive, цена, цены, стоимость, стоит, стоят, сколько стоит, сколько стоят, почем, тариф, тарифы, прайс, расценки, дорого
refund: refund, refunds, refunded, money back, reimburse, reimbursement, return, returns, returned, send back, give back, take back, возврат, возвраты, вернуть, вернуть деньги, возврат денег, верните, возместить, возмещение
delivery: deliver, delivery, delivered, delivers, ship, ships, shipping, shipped, shipment, courier, dispatch, postage, доставка, доставки, доставить, доставляете, доставят, доставлен, отправка, отправляете, курьер, привезти, привезете
cancel: cancel, cancels, cancelled, canceled, cancelling, cancellation, call off, отмена, отменить, отмените, отменяете, аннулировать
contact: contact, contacts, reach, phone, telephone, call, email, e mail, mail, speak to, talk to, get in touch, touch, support, customer service, human, operator, agent, контакты, контакт, связаться, позвонить, телефон, почта, оператор, поддержка, написать вам, номер телефона
place: address, location, located, where are you, where is your, find you, directions, how to get to, get to you, адрес, адреса, находитесь, находится, расположены, расположение, где вы, как добраться, добраться, доехать, как вас найти, проезд
pay: pay, pays, paying, paid, payment, payments, payment methods, credit card, cards accepted, paypal, оплата, оплатить, оплачивать, платить, заплатить, платеж, оплаты
book: book, booking, reserve, reservation, appointment, appointments, table, запись, записаться, забронировать, бронь, бронирование, бронировать
discount: discount, discounts, coupon, coupons, promo, promo code, voucher, sale, deal, deals, скидка, скидки, промокод, купон, акция, акции
warranty: warranty, guarantee, guaranteed, гарантия, гарантии, гарантийный
password: password, passwords, passcode, log in, login, sign in, logging in, пароль, пароли, войти, логин, вход
delete: delete, deleting, deleted, remove, removing, removed, erase, get rid, rid, disappear, wipe, clear, deactivate, удалить, удаление, убрать, стереть
create: create, creating, make, build, add, adding, introduce, insert, new, создать, создание, добавить, добавление
change: change, changing, edit, modify, update, alter, switch, изменить, поменять, сменить, изменение, редактировать
backup: back up, backup, backups, save, saving, download, downloading, export, exporting, keep a copy, copy, copies, archive, сохранить, скачать, выгрузить, экспорт, копия, резервная копия
search: search, searching, searches, find, finding, look for, look up, locate, поиск, искать, найти
hide: hide, hiding, hidden, conceal, invisible, private, prevent, stop, block, скрыть, спрятать, запретить, заблокировать
share: share, sharing, send, sending, forward, link, linking, поделиться, отправить, переслать, ссылка
work: work, works, operate, operates, function, functioning, decide, decides, determine, know how, работает, действует
picture: picture, pictures, photo, photos, image, images, pic, pics, фото, картинка, картинки, изображение
person: someone, somebody, user, users, person, people, anyone, member, человек, пользователь
email: email, emails, e mail, e mails, mail, mails, message, messages, письмо, письма, сообщение, сообщения
document: document, documents, doc, docs, file, files, документ, документы, файл, файлы
account: account, accounts, acc, profile, registration, register, sign up, аккаунт, учетная запись, профиль, регистрация, зарегистрироваться
facebook: facebook, fb, фейсбук
google: google, googles, гугл
tweet: tweet, tweets, twitter, tweeting, твит, твиттер
video: video, videos, clip, видео, ролик
trouble: problem, problems, trouble, issue, issues, wrong, error, fail, failed, failing, broken, declined, rejected, not working, doesnt work, проблема, проблемы, ошибка, сломалось, не работает, отклонен
lost: lost, lose, missing, stolen, misplaced, cant find, disappeared, потерял, потеряла, потерян, пропал, украли
duration: how long, how soon, how many days, days, weeks, processing time, сколько времени, как долго, сколько дней, срок, сроки
limit: limit, limits, maximum, minimum, max, min, up to, restriction, restrictions, лимит, лимиты, ограничение, минимум, максимум
money: money, cash, funds, деньги, наличные, средства
buy: buy, buying, purchase, purchased, purchases, order, orders, ordered, ordering, bought, купить, покупка, заказ, заказать, заказы
allow: allow, allowed, permit, permitted, accept, accepted, welcome, bring, разрешено, пускаете, принимаете
pet: pet, pets, dog, dogs, cat, cats, animal, animals, питомец, собака, собаки, кошка, животные, животными
parking: parking, park, car park, парковка, припарковаться, стоянка
wifi: wifi, wi fi, internet, вайфай, интернет
food: menu, food, eat, dishes, меню, еда, поесть, блюда
job: job, jobs, vacancy, vacancies, hiring, career, careers, вакансии, вакансия, работу, устроиться
free: free, no charge, gratis, бесплатно, бесплатный, бесплатная
`;

export interface Concept {
  id: string;
  phrases: readonly string[];
}

export const concepts: readonly Concept[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', phrases = ''] = line.split(': ');
    return { id, phrases: phrases.split(', ') };
  });
