/**
 * Well-known words, names, keyboard walks and numbers that people take for passwords, here and in
 * China: a list of our own from common knowledge, not the measured top 3,000 of a leak.
 * `password-rules.ts` adds the usual disguises, which covers more than a longer list would.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
000000!1 0000000! 0000000!1 00000000 00000000! 00000000!1 0000000000 0000000000! 0000000000!1
0000000000@123 0000000000@1234 00000000@123 00000000@1234 0000000@123 0000000@1234 000000@123
000000@1234 01234567 01234567! 01234567!1 012345678 012345678! 012345678!1 0123456789 0123456789!
0123456789!1 0123456789@123 0123456789@1234 012345678@123 012345678@1234 01234567@123
01234567@1234 09876543 09876543! 09876543!1 0987654321 0987654321! 0987654321!1 0987654321@123
0987654321@1234 09876543@123 09876543@1234 100200!1 100200@123 100200@1234 101010!1 101010@123
101010@1234 102030!1 102030@123 102030@1234 110110!1 110110@123 110110@1234 110120!1 110120@123
110120@1234 111111!1 1111111! 1111111!1 11111111 11111111! 11111111!1 111111111 111111111!
111111111!1 1111111111 1111111111! 1111111111!1 1111111111@123 1111111111@1234 111111111@123
111111111@1234 11111111@123 11111111@1234 1111111@123 1111111@1234 111111@123 111111@1234
11111@123 11111@1234 112233!1 11223344 11223344! 11223344!1 1122334455 1122334455! 1122334455!1
1122334455@123 1122334455@1234 11223344@123 11223344@1234 112233@123 112233@1234 119119!1
119119@123 119119@1234 120120!1 120120@123 120120@1234 121212!1 121212@123 121212@1234 12301230
12301230! 12301230!1 12301230@123 12301230@1234 123123!1 123123123 123123123! 123123123!1
123123123@123 123123123@1234 123123@123 123123@1234 123321!1 123321@123 123321@1234 12341234
12341234! 12341234!1 12341234@123 12341234@1234 12344321 12344321! 12344321!1 12344321@123
12344321@1234 123454321 123454321! 123454321!1 123454321@123 123454321@1234 1234554321 1234554321!
1234554321!1 1234554321@123 1234554321@1234 123456!1 1234567! 1234567!1 12345678 12345678!
12345678!1 123456789 123456789! 123456789!1 1234567890 1234567890! 1234567890!1 1234567890@123
1234567890@1234 1234567890a 1234567890a12345 1234567890a123456 1234567890a@1234 123456789@123
123456789@1234 123456789a 123456789a12345 123456789a123456 123456789a@1234 123456789abc
123456789abc12345 123456789abc123456 123456789abc@1234 123456789q 123456789q12345 123456789q123456
123456789q@1234 123456789qq 123456789qq12345 123456789qq123456 123456789qq@1234 123456789z
123456789z12345 123456789z123456 123456789z@1234 12345678@123 12345678@1234 12345678a
12345678a12345 12345678a123456 12345678a@1234 1234567@123 1234567@1234 1234567a 1234567a12345
1234567a123456 1234567a@1234 123456@123 123456@1234 123456a 123456a12345 123456a123456
123456a@1234 123456aa 123456aa12345 123456aa123456 123456aa@1234 123456abc 123456abc12345
123456abc123456 123456abc@1234 123456q 123456q12345 123456q123456 123456q@1234 123456qq
123456qq12345 123456qq123456 123456qq@1234 12345@123 12345@1234 1234@123 1234@1234 123654!1
123654@123 123654@1234 123789!1 123789@123 123789@1234 123@1234 131313!1 131313@123 131313@1234
1314520! 1314520!1 1314520@123 1314520@1234 1314521! 1314521!1 1314521@123 1314521@1234 147258!1
147258369 147258369! 147258369!1 147258369@123 147258369@1234 147258@123 147258@1234 159357!1
159357@123 159357@1234 159753!1 159753@123 159753@1234 168168!1 168168@123 168168@1234 222222!1
22222222 22222222! 22222222!1 22222222@123 22222222@1234 222222@123 222222@1234 258369!1
258369@123 258369@1234 321321!1 321321@123 321321@1234 333333!1 33333333 33333333! 33333333!1
33333333@123 33333333@1234 333333@123 333333@1234 444444!1 44444444 44444444! 44444444!1
44444444@123 44444444@1234 444444@123 444444@1234 456789!1 456789@123 456789@1234 518518!1
518518@123 518518@1234 520131!1 5201314! 5201314!1 5201314@123 5201314@1234 520131@123 520131@1234
520520!1 520520@123 520520@1234 521000!1 521000@123 521000@1234 521521!1 521521@123 521521@1234
54321@123 54321@1234 555555!1 55555555 55555555! 55555555!1 55555555@123 55555555@1234 555555@123
555555@1234 654321!1 654321@123 654321@1234 666666!1 6666666! 6666666!1 66666666 66666666!
66666666!1 66666666@123 66666666@1234 6666666@123 6666666@1234 666666@123 666666@1234 666888!1
666888@123 666888@1234 741852963 741852963! 741852963!1 741852963@123 741852963@1234 7654321!
7654321!1 7654321@123 7654321@1234 7758258! 7758258!1 7758258@123 7758258@1234 7758521! 7758521!1
7758521@123 7758521@1234 777777!1 7777777! 7777777!1 77777777 77777777! 77777777!1 77777777@123
77777777@1234 7777777@123 7777777@1234 777777@123 777777@1234 789456!1 789456123 789456123!
789456123!1 789456123@123 789456123@1234 789456@123 789456@1234 87654321 87654321! 87654321!1
87654321@123 87654321@1234 888666!1 888666@123 888666@1234 888888!1 8888888! 8888888!1 88888888
88888888! 88888888!1 88888888888 88888888888! 88888888888!1 88888888888@123 88888888888@1234
88888888@123 88888888@1234 8888888@123 8888888@1234 888888@123 888888@1234 963852741 963852741!
963852741!1 963852741@123 963852741@1234 987654321 987654321! 987654321!1 987654321@123
987654321@1234 999999!1 99999999 99999999! 99999999!1 999999999 999999999! 999999999!1
999999999@123 999999999@1234 99999999@123 99999999@1234 999999@123 999999@1234 a123456! a123456!1
a1234567 a1234567! a1234567!1 a12345678 a12345678! a12345678!1 a123456789 a123456789! a123456789!1
a123456789@123 a123456789@1234 a12345678@123 a12345678@1234 a1234567@123 a1234567@1234 a123456@123
a123456@1234 a@123456 a@123456! a@123456!1 a@123456@123 a@123456@1234 aa123456 aa123456!
aa123456!1 aa123456789 aa123456789! aa123456789!1 aa123456789@123 aa123456789@1234 aa123456@123
aa123456@1234 aa@123456 aa@123456! aa@123456!1 aa@123456@123 aa@123456@1234 abc abc123!1 abc12345
abc12345! abc12345!1 abc123456 abc123456! abc123456!1 abc123456789 abc123456789! abc123456789!1
abc123456789@123 abc123456789@1234 abc123456@123 abc123456@1234 abc12345@123 abc12345@1234
abc123@123 abc123@1234 abc@123! abc@123!1 abc@1234 abc@1234! abc@1234!1 abc@1234@123 abc@1234@1234
abc@123@123 abc@123@1234 abcd abcd1234! abcd1234!1 abcd123456 abcd123456! abcd123456!1
abcd123456@123 abcd123456@1234 abcd1234@123 abcd1234@1234 abcd@1234 abcd@1234! abcd@1234!1
abcd@1234@123 abcd@1234@1234 abcdef abcdef12345 abcdef123456 abcdef@1234 abcdefg abcdefg12345
abcdefg123456 abcdefg@1234 abcdefgh abcdefgh12345 abcdefgh123456 abcdefgh@1234 access access12345
access123456 access@1234 admin admin123!1 admin12345 admin123456 admin123@123 admin123@1234
admin666!1 admin666@123 admin666@1234 admin888!1 admin888@123 admin888@1234 admin@123! admin@123!1
admin@1234 admin@123@123 admin@123@1234 administrator administrator12345 administrator123456
administrator1@123 administrator1@1234 administrator@1234 amanda amanda12345 amanda123456
amanda@1234 amber amber12345 amber123456 amber@1234 andrew andrew12345 andrew123456 andrew@1234
angel angel12345 angel123456 angel@1234 angels angels12345 angels123456 angels@1234 anthony
anthony12345 anthony123456 anthony@1234 apollo apollo12345 apollo123456 apollo@1234 apple
apple12345 apple123456 apple@1234 arsenal arsenal12345 arsenal123456 arsenal@1234 asd asd12345
asd123456 asd123456! asd123456!1 asd123456@123 asd123456@1234 asd@123! asd@123!1 asd@1234
asd@123@123 asd@123@1234 asdf asdf1234! asdf1234!1 asdf12345 asdf123456 asdf1234@123 asdf1234@1234
asdf@1234 asdfasdf asdfasdf12345 asdfasdf123456 asdfasdf@1234 asdfg asdfg12345 asdfg123456
asdfg@1234 asdfgh asdfgh12345 asdfgh123456 asdfgh@1234 asdfghjkl asdfghjkl12345 asdfghjkl123456
asdfghjkl@1234 ashley ashley12345 ashley123456 ashley@1234 austin austin12345 austin123456
austin@1234 autumn autumn12345 autumn123456 autumn@1234 babygirl babygirl12345 babygirl123456
babygirl@1234 backup backup12345 backup123456 backup@1234 bailey bailey12345 bailey123456
bailey@1234 banana banana12345 banana123456 banana@1234 bangongshi bangongshi12345
bangongshi123456 bangongshi@1234 barbara barbara12345 barbara123456 barbara@1234 barcelona
barcelona12345 barcelona123456 barcelona@1234 baseball baseball12345 baseball123456 baseball@1234
basketball basketball12345 basketball123456 basketball@1234 batman batman12345 batman123456
batman@1234 bear bear12345 bear123456 bear@1234 beauty beauty12345 beauty123456 beauty@1234
beijing beijing12345 beijing123456 beijing@1234 bella bella12345 bella123456 bella@1234 black
black12345 black123456 black@1234 blessed blessed12345 blessed123456 blessed@1234 blink blink182!1
blink182@123 blink182@1234 blue blue12345 blue123456 blue@1234 boss boss12345 boss123456 boss@1234
brandon brandon12345 brandon123456 brandon@1234 brian brian12345 brian123456 brian@1234 brittany
brittany12345 brittany123456 brittany@1234 buddy buddy12345 buddy123456 buddy@1234 buster
buster12345 buster123456 buster@1234 caiwu caiwu12345 caiwu123456 caiwu@1234 captain captain12345
captain123456 captain@1234 ceshi ceshi12345 ceshi123456 ceshi@1234 change change12345 change123456
change@1234 changeme changeme12345 changeme123456 changeme@1234 charlie charlie12345 charlie123456
charlie1@123 charlie1@1234 charlie@1234 cheese cheese12345 cheese123456 cheese@1234 chelsea
chelsea12345 chelsea123456 chelsea@1234 chen123456 chen123456! chen123456!1 chen123456@123
chen123456@1234 chengdu chengdu12345 chengdu123456 chengdu@1234 chocolate chocolate12345
chocolate123456 chocolate@1234 chongqing chongqing12345 chongqing123456 chongqing@1234 christ
christ12345 christ123456 christ@1234 church church12345 church123456 church@1234 cisco cisco12345
cisco123456 cisco@1234 coffee coffee12345 coffee123456 coffee@1234 computer computer12345
computer123456 computer@1234 cookie cookie12345 cookie123456 cookie@1234 cooper cooper12345
cooper123456 cooper@1234 corvette corvette12345 corvette123456 corvette@1234 counter counter12345
counter123456 counter@1234 crystal crystal12345 crystal123456 crystal@1234 daisy daisy12345
daisy123456 daisy@1234 dakota dakota12345 dakota123456 dakota@1234 dance dance12345 dance123456
dance@1234 dangan dangan12345 dangan123456 dangan@1234 danganguan danganguan12345 danganguan123456
danganguan@1234 danganju danganju12345 danganju123456 danganju@1234 dangban dangban12345
dangban123456 dangban@1234 dangwei dangwei12345 dangwei123456 dangwei@1234 daniel daniel12345
daniel123456 daniel@1234 danielle danielle12345 danielle123456 danielle@1234 danwei danwei12345
danwei123456 danwei@1234 database database12345 database123456 database@1234 david david12345
david123456 david@1234 default default12345 default123456 default@1234 demo demo12345 demo123456
demo@1234 diablo diablo12345 diablo123456 diablo@1234 diamond diamond12345 diamond123456
diamond@1234 dollar dollar12345 dollar123456 dollar@1234 donald donald12345 donald123456
donald@1234 doom doom12345 doom123456 doom@1234 dragon dragon12345 dragon123456 dragon@1234 duke
duke12345 duke123456 duke@1234 eagle eagle12345 eagle123456 eagle@1234 elizabeth elizabeth12345
elizabeth123456 elizabeth@1234 eminem eminem12345 eminem123456 eminem@1234 eric eric12345
eric123456 eric@1234 facebook facebook12345 facebook123456 facebook@1234 falcon falcon12345
falcon123456 falcon@1234 family family12345 family123456 family@1234 ferrari ferrari12345
ferrari123456 ferrari@1234 flower flower12345 flower123456 flower@1234 football football12345
football123456 football@1234 forever forever12345 forever123456 forever@1234 fortnite
fortnite12345 fortnite123456 fortnite@1234 freedom freedom12345 freedom123456 freedom@1234 friends
friends12345 friends123456 friends@1234 gamer gamer12345 gamer123456 gamer@1234 gandalf
gandalf12345 gandalf123456 gandalf@1234 garfield garfield12345 garfield123456 garfield@1234 george
george12345 george123456 george@1234 ginger ginger12345 ginger123456 ginger@1234 golden
golden12345 golden123456 golden@1234 gongan gongan12345 gongan123456 gongan@1234 google
google12345 google123456 google@1234 green green12345 green123456 green@1234 greenday
greenday12345 greenday123456 greenday@1234 guangzhou guangzhou12345 guangzhou123456 guangzhou@1234
guanli guanli12345 guanli123456 guanli@1234 guanliyuan guanliyuan12345 guanliyuan123456
guanliyuan@1234 guest guest12345 guest123456 guest@1234 guitar guitar12345 guitar123456
guitar@1234 h3c123!1 h3c12345 h3c123456 h3c123@123 h3c123@1234 h3c@1234 hacker hacker12345
hacker123456 hacker@1234 halo halo12345 halo123456 halo@1234 hangzhou hangzhou12345 hangzhou123456
hangzhou@1234 hannah hannah12345 hannah123456 hannah@1234 happy happy12345 happy123456 happy@1234
harley harley12345 harley123456 harley@1234 heather heather12345 heather123456 heather@1234 heaven
heaven12345 heaven123456 heaven@1234 hello hello123!1 hello12345 hello123456 hello123@123
hello123@1234 hello@1234 hellokitty hellokitty12345 hellokitty123456 hellokitty@1234 helloworld
helloworld12345 helloworld123456 helloworld@1234 hobbit hobbit12345 hobbit123456 hobbit@1234
hockey hockey12345 hockey123456 hockey@1234 honey honey12345 honey123456 honey@1234 houtai
houtai12345 houtai123456 houtai@1234 huawei huawei123!1 huawei12345 huawei123456 huawei123@123
huawei123@1234 huawei@1234 hunter hunter12345 hunter123456 hunter@1234 ijn0okm ijn0okm12345
ijn0okm123456 ijn0okm@1234 iloveyou iloveyou12345 iloveyou123456 iloveyou1@123 iloveyou1@1234
iloveyou@1234 internet internet12345 internet123456 internet@1234 ironman ironman12345
ironman123456 ironman@1234 jake jake12345 jake123456 jake@1234 james james12345 james123456
james@1234 jason jason12345 jason123456 jason@1234 jasper jasper12345 jasper123456 jasper@1234
jennifer jennifer12345 jennifer123456 jennifer@1234 jessica jessica12345 jessica123456
jessica@1234 jesus jesus12345 jesus123456 jesus@1234 jiguan jiguan12345 jiguan123456 jiguan@1234
john john12345 john123456 john@1234 jordan jordan12345 jordan123456 jordan@1234 joseph joseph12345
joseph123456 joseph@1234 joshua joshua12345 joshua123456 joshua@1234 justin justin12345
justin123456 justin@1234 karen karen12345 karen123456 karen@1234 kevin kevin12345 kevin123456
kevin@1234 killer killer12345 killer123456 killer@1234 king king12345 king123456 king@1234 kisses
kisses12345 kisses123456 kisses@1234 lauren lauren12345 lauren123456 lauren@1234 lenovo
lenovo123!1 lenovo12345 lenovo123456 lenovo123@123 lenovo123@1234 lenovo@1234 letmein letmein123!1
letmein12345 letmein123456 letmein123@123 letmein123@1234 letmein1@123 letmein1@1234 letmein@1234
li123456 li123456! li123456!1 li123456@123 li123456@1234 linda linda12345 linda123456 linda@1234
lion lion12345 lion123456 lion@1234 liu123456 liu123456! liu123456!1 liu123456@123 liu123456@1234
liverpool liverpool12345 liverpool123456 liverpool@1234 liwei liwei12345 liwei123456 liwei@1234
lixiaolong lixiaolong12345 lixiaolong123456 lixiaolong@1234 lkjhgf lkjhgf12345 lkjhgf123456
lkjhgf@1234 lkjhgfdsa lkjhgfdsa12345 lkjhgfdsa123456 lkjhgfdsa@1234 login login12345 login123456
login@1234 lovelove lovelove12345 lovelove123456 lovelove@1234 lovely lovely12345 lovely123456
lovely@1234 lover lover12345 lover123456 lover@1234 loveyou loveyou12345 loveyou123456
loveyou@1234 lucky lucky12345 lucky123456 lucky@1234 lucy lucy12345 lucy123456 lucy@1234 madison
madison12345 madison123456 madison@1234 maggie maggie12345 maggie123456 maggie@1234 manager
manager12345 manager123456 manager@1234 mario mario12345 mario123456 mario@1234 master master12345
master123456 master@1234 matrix matrix12345 matrix123456 matrix@1234 matthew matthew12345
matthew123456 matthew@1234 max12345 max123456 max@1234 megan megan12345 megan123456 megan@1234
melissa melissa12345 melissa123456 melissa@1234 mercedes mercedes12345 mercedes123456
mercedes@1234 merlin merlin12345 merlin123456 merlin@1234 metallica metallica12345 metallica123456
metallica@1234 michael michael12345 michael123456 michael@1234 michelle michelle12345
michelle123456 michelle@1234 mickey mickey12345 mickey123456 mickey@1234 microsoft microsoft12345
microsoft123456 microsoft@1234 mima mima123!1 mima12345 mima123456 mima123@123 mima123@1234
mima@1234 minecraft minecraft12345 minecraft123456 minecraft@1234 minnie minnie12345 minnie123456
minnie@1234 mishu mishu12345 mishu123456 mishu@1234 mnbvcxz mnbvcxz12345 mnbvcxz123456
mnbvcxz1@123 mnbvcxz1@1234 mnbvcxz@1234 molly molly12345 molly123456 molly@1234 money money12345
money123456 money@1234 monkey monkey12345 monkey123456 monkey@1234 music music12345 music123456
music@1234 mustang mustang12345 mustang123456 mustang@1234 mysql mysql12345 mysql123456 mysql@1234
nancy nancy12345 nancy123456 nancy@1234 nanjing nanjing12345 nanjing123456 nanjing@1234 naruto
naruto12345 naruto123456 naruto@1234 natasha natasha12345 natasha123456 natasha@1234 network
network12345 network123456 network@1234 nginx nginx12345 nginx123456 nginx@1234 nicole nicole12345
nicole123456 nicole@1234 nihao nihao123!1 nihao12345 nihao123456 nihao123@123 nihao123@1234
nihao@1234 nihaoma nihaoma12345 nihaoma123456 nihaoma@1234 ninja ninja12345 ninja123456 ninja@1234
nirvana nirvana12345 nirvana123456 nirvana@1234 office office12345 office123456 office@1234
okm9ijn okm9ijn12345 okm9ijn123456 okm9ijn@1234 operator operator12345 operator123456
operator@1234 oracle oracle12345 oracle123456 oracle@1234 orange orange12345 orange123456
orange@1234 p@ss p@ss1234! p@ss1234!1 p@ss1234@123 p@ss1234@1234 p@ssw0rd p@ssw0rd123!1
p@ssw0rd12345 p@ssw0rd123456 p@ssw0rd123@123 p@ssw0rd123@1234 p@ssw0rd1@123 p@ssw0rd1@1234
p@ssw0rd@1234 p@ssword p@ssword12345 p@ssword123456 p@ssword@1234 pass pass1234! pass1234!1
pass12345 pass12345! pass12345!1 pass123456 pass12345@123 pass12345@1234 pass1234@123
pass1234@1234 pass@123! pass@123!1 pass@1234 pass@123@123 pass@123@1234 pass@word pass@word1@123
pass@word1@1234 passw0rd passw0rd12345 passw0rd123456 passw0rd1@123 passw0rd1@1234 passw0rd@1234
password password123!1 password1234! password1234!1 password12345 password123456 password1234@123
password1234@1234 password123@123 password123@1234 password12@123 password12@1234 password1@123
password1@1234 password@1234 patricia patricia12345 patricia123456 patricia@1234 peace peace12345
peace123456 peace@1234 pepper pepper12345 pepper123456 pepper@1234 phoenix phoenix12345
phoenix123456 phoenix@1234 player player12345 player123456 player@1234 poiuyt poiuyt12345
poiuyt123456 poiuyt@1234 poiuytrewq poiuytrewq12345 poiuytrewq123456 poiuytrewq@1234 pokemon
pokemon12345 pokemon123456 pokemon@1234 porsche porsche12345 porsche123456 porsche@1234 postgres
postgres12345 postgres123456 postgres@1234 postgresql postgresql12345 postgresql123456
postgresql@1234 pretty pretty12345 pretty123456 pretty@1234 prince prince12345 prince123456
prince@1234 princess princess12345 princess123456 princess@1234 private private12345 private123456
private@1234 public public12345 public123456 public@1234 purple purple12345 purple123456
purple@1234 q123456! q123456!1 q123456@123 q123456@1234 q1w2e3r q1w2e3r4@123 q1w2e3r4@1234
q1w2e3r4t q1w2e3r4t5@123 q1w2e3r4t5@1234 q2w#e4r q2w#e4r12345 q2w#e4r123456 q2w#e4r@1234 q2w3e
q2w3e$r q2w3e$r12345 q2w3e$r123456 q2w3e$r@1234 q2w3e12345 q2w3e123456 q2w3e4r q2w3e4r12345
q2w3e4r123456 q2w3e4r5t q2w3e4r5t12345 q2w3e4r5t123456 q2w3e4r5t@1234 q2w3e4r@1234 q2w3e@1234
qaz!qaz qaz!qaz12345 qaz!qaz123456 qaz!qaz@1234 qaz123456 qaz123456! qaz123456!1 qaz123456@123
qaz123456@1234 qaz2wsx qaz2wsx12345 qaz2wsx123456 qaz2wsx3edc qaz2wsx3edc12345 qaz2wsx3edc123456
qaz2wsx3edc4rfv qaz2wsx3edc4rfv12345 qaz2wsx3edc4rfv123456 qaz2wsx3edc4rfv@1234 qaz2wsx3edc@1234
qaz2wsx@1234 qaz@wsx qaz@wsx12345 qaz@wsx123456 qaz@wsx@1234 qazwsx qazwsx123!1 qazwsx12345
qazwsx123456 qazwsx123@123 qazwsx123@1234 qazwsx@1234 qazwsxedc qazwsxedc123!1 qazwsxedc12345
qazwsxedc123456 qazwsxedc123@123 qazwsxedc123@1234 qazwsxedc@1234 qazxsw qazxsw12345 qazxsw123456
qazxsw@1234 qazxswedc qazxswedc12345 qazxswedc123456 qazxswedc@1234 qq123456 qq123456! qq123456!1
qq123456@123 qq123456@1234 qq@123456 qq@123456! qq@123456!1 qq@123456@123 qq@123456@1234 quake
quake12345 quake123456 quake@1234 queen queen12345 queen123456 queen@1234 qwe qwe!23!1 qwe!23@123
qwe!23@1234 qwe123!1 qwe12345 qwe123456 qwe123456! qwe123456!1 qwe123456@123 qwe123456@1234
qwe123@123 qwe123@1234 qwe@123! qwe@123!1 qwe@1234 qwe@123@123 qwe@123@1234 qweasd qweasd12345
qweasd123456 qweasd@1234 qweasdzxc qweasdzxc12345 qweasdzxc123456 qweasdzxc@1234 qwer qwer1234!
qwer1234!1 qwer12345 qwer123456 qwer1234@123 qwer1234@1234 qwer4321! qwer4321!1 qwer4321@123
qwer4321@1234 qwer@1234 qwer@1234! qwer@1234!1 qwer@1234@123 qwer@1234@1234 qwert qwert12345
qwert123456 qwert@1234 qwerty qwerty123!1 qwerty1234! qwerty1234!1 qwerty12345 qwerty12345!
qwerty12345!1 qwerty123456 qwerty123456! qwerty123456!1 qwerty123456@123 qwerty123456@1234
qwerty12345@123 qwerty12345@1234 qwerty1234@123 qwerty1234@1234 qwerty123@123 qwerty123@1234
qwerty12@123 qwerty12@1234 qwerty1@123 qwerty1@1234 qwerty@1234 qwertyuiop qwertyuiop12345
qwertyuiop123456 qwertyuiop@1234 rachel rachel12345 rachel123456 rachel@1234 ranger ranger12345
ranger123456 ranger@1234 realmadrid realmadrid12345 realmadrid123456 realmadrid@1234 rebecca
rebecca12345 rebecca123456 rebecca@1234 redis redis12345 redis123456 redis@1234 renmin renmin12345
renmin123456 renmin@1234 renshi renshi12345 renshi123456 renshi@1234 rewq rewq12345 rewq123456
rewq@1234 richard richard12345 richard123456 richard@1234 robert robert12345 robert123456
robert@1234 roblox roblox12345 roblox123456 roblox@1234 rocky rocky12345 rocky123456 rocky@1234
root root123!1 root1234! root1234!1 root12345 root123456 root1234@123 root1234@1234 root123@123
root123@1234 root@123! root@123!1 root@1234 root@123@123 root@123@1234 ryan ryan12345 ryan123456
ryan@1234 sa123456 sa123456! sa123456!1 sa123456@123 sa123456@1234 sadie sadie12345 sadie123456
sadie@1234 samantha samantha12345 samantha123456 samantha@1234 samsung samsung12345 samsung123456
samsung@1234 scooter scooter12345 scooter123456 scooter@1234 secret secret12345 secret123456
secret1@123 secret1@1234 secret@1234 security security12345 security123456 security@1234 server
server12345 server123456 server@1234 service service12345 service123456 service@1234 shadow
shadow12345 shadow123456 shadow@1234 shanghai shanghai12345 shanghai123456 shanghai@1234 shenzhen
shenzhen12345 shenzhen123456 shenzhen@1234 shuji shuji12345 shuji123456 shuji@1234 silver
silver12345 silver123456 silver@1234 singer singer12345 singer123456 singer@1234 slipknot
slipknot12345 slipknot123456 slipknot@1234 smile smile12345 smile123456 smile@1234 snoopy
snoopy12345 snoopy123456 snoopy@1234 soccer soccer12345 soccer123456 soccer@1234 sonic sonic12345
sonic123456 sonic@1234 sophie sophie12345 sophie123456 sophie@1234 spiderman spiderman12345
spiderman123456 spiderman@1234 spring spring12345 spring123456 spring@1234 sqlserver
sqlserver12345 sqlserver123456 sqlserver@1234 starcraft starcraft12345 starcraft123456
starcraft@1234 starwars starwars12345 starwars123456 starwars@1234 stephanie stephanie12345
stephanie123456 stephanie@1234 steven steven12345 steven123456 steven@1234 strike strike12345
strike123456 strike@1234 summer summer12345 summer123456 summer@1234 sunshine sunshine12345
sunshine123456 sunshine@1234 superman superman12345 superman123456 superman@1234 supervisor
supervisor12345 supervisor123456 supervisor@1234 support support12345 support123456 support@1234
susan susan12345 susan123456 susan@1234 sweet sweet12345 sweet123456 sweet@1234 sysadmin
sysadmin12345 sysadmin123456 sysadmin@1234 system system12345 system123456 system@1234 taizhang
taizhang123!1 taizhang12345 taizhang123456 taizhang123@123 taizhang123@1234 taizhang@1234 temp
temp12345 temp123456 temp@1234 temporary temporary12345 temporary123456 temporary@1234 test
test123!1 test12345 test123456 test123@123 test123@1234 test@123! test@123!1 test@1234
test@123@123 test@123@1234 tester tester12345 tester123456 tester@1234 testing testing12345
testing123456 testing@1234 thomas thomas12345 thomas123456 thomas@1234 tianjin tianjin12345
tianjin123456 tianjin@1234 tiffany tiffany12345 tiffany123456 tiffany@1234 tiger tiger12345
tiger123456 tiger@1234 tigger tigger12345 tigger123456 tigger@1234 tinkle tinkle12345 tinkle123456
tinkle@1234 toby toby12345 toby123456 toby@1234 tomcat tomcat12345 tomcat123456 tomcat@1234
trustno trustno1@123 trustno1@1234 tupac tupac12345 tupac123456 tupac@1234 tyler tyler12345
tyler123456 tyler@1234 user user12345 user123456 user@1234 victoria victoria12345 victoria123456
victoria@1234 w123456! w123456!1 w123456@123 w123456@1234 wang123456 wang123456! wang123456!1
wang123456@123 wang123456@1234 wangfang wangfang12345 wangfang123456 wangfang@1234 wangwei
wangwei12345 wangwei123456 wangwei@1234 warcraft warcraft12345 warcraft123456 warcraft@1234
weblogic weblogic12345 weblogic123456 weblogic@1234 webmaster webmaster12345 webmaster123456
webmaster@1234 welcome welcome123!1 welcome12345 welcome123456 welcome123@123 welcome123@1234
welcome1@123 welcome1@1234 welcome@1234 whatever whatever12345 whatever123456 whatever@1234 white
white12345 white123456 white@1234 william william12345 william123456 william@1234 windows
windows12345 windows123456 windows@1234 winner winner12345 winner123456 winner@1234 winter
winter12345 winter123456 winter@1234 woaibeijing woaibeijing12345 woaibeijing123456
woaibeijing@1234 woaini woaini12345 woaini123456 woaini1314! woaini1314!1 woaini1314@123
woaini1314@1234 woaini520!1 woaini520@123 woaini520@1234 woaini521!1 woaini521@123 woaini521@1234
woaini@1234 woaiwojia woaiwojia12345 woaiwojia123456 woaiwojia@1234 woaizhongguo woaizhongguo12345
woaizhongguo123456 woaizhongguo@1234 wodemima wodemima12345 wodemima123456 wodemima@1234 x123456!
x123456!1 x123456@123 x123456@1234 xiaoming xiaoming12345 xiaoming123456 xiaoming@1234 xitong
xitong12345 xitong123456 xitong@1234 yankees yankees12345 yankees123456 yankees@1234 yellow
yellow12345 yellow123456 yellow@1234 yonghu yonghu12345 yonghu123456 yonghu@1234 z123456!
z123456!1 z123456@123 z123456@1234 zabbix zabbix12345 zabbix123456 zabbix@1234 zaq!2wsx
zaq!2wsx12345 zaq!2wsx123456 zaq!2wsx@1234 zaq12wsx zaq12wsx12345 zaq12wsx123456 zaq12wsx@1234
zaq1xsw zaq1xsw2@123 zaq1xsw2@1234 zelda zelda12345 zelda123456 zelda@1234 zeus zeus12345
zeus123456 zeus@1234 zhang123456 zhang123456! zhang123456!1 zhang123456@123 zhang123456@1234
zhangli zhangli12345 zhangli123456 zhangli@1234 zhangwei zhangwei12345 zhangwei123456
zhangwei@1234 zhengfu zhengfu12345 zhengfu123456 zhengfu@1234 zhongguo zhongguo12345
zhongguo123456 zhongguo@1234 zxc123!1 zxc123456 zxc123456! zxc123456!1 zxc123456@123
zxc123456@1234 zxc123@123 zxc123@1234 zxc@123! zxc@123!1 zxc@123@123 zxc@123@1234 zxcvb zxcvb12345
zxcvb123456 zxcvb@1234 zxcvbn zxcvbn12345 zxcvbn123456 zxcvbn@1234 zxcvbnm zxcvbnm12345
zxcvbnm123456 zxcvbnm@1234
`.split(/\s+/),
)
