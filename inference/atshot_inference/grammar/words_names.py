"""Words about people: frequent given names, groups, placeholders, and words that look like names but are none."""

GIVEN_NAMES = frozenset(
    """
    aarav aaron abby abdul abdullah abena abigail ada adaeze adam adebayo adele aditi adnan adrian adriana agnes
    agnieszka ahmad ahmed aidan aiden aileen aino aisha aissatou akira akua alan albert alejandro aleks
    aleksandra alessandro alex alexa alexander alexandra alexis alfred ali alice alicia alina alison alistair
    allen alma alvin amanda amara amber amelia amelie amina amir amit amparo amy ana anatoly anders andre andrea
    andreas andrei andrew andrzej andy aneta angela angelo anika anita anjali anke ann anna anne anneke annie
    annika anouk anthony antoine anton antonio anwar anya aoife apinya april archie arianna ariel arjun arno
    arnold arthur arturo arun asha ashley ashok astra astrid audrey austin ava ayaan ayesha ayumi barbara barry
    bartek beata beatrice beatriz bella ben benjamin bernard bernd beth bettina betty bianca bill billy birgit
    bjorn blake bob bobby bogdan brad bram brandon brenda brett brian bridget brigitte bronwyn brooke bruce
    bruno bryan caleb callum cameron camila camille carl carla carlos carmela carmen carol caroline carrie
    cassie cathal catherine cecile cecilia celeste celine chandra charles charlie charlotte chen chiara chidi
    chika chinedu chloe chris christian christina christine christopher cian ciara claire clara claudia colin
    connor conor conrad constance cora craig cristina crystal curtis cynthia cyrus dagmar daisuke daisy dale
    damian dan dana daniel daniela danny daria dario darius dariusz dave david davide dawn dean deborah dee
    deepak delia delphine denise deniz dennis derek derrick dev devika devon diana diane diego dieter dimitri
    dina dinesh dirk dmitri dmitriy dmitry dominic dominik don donald dong donna dora doris dorothy doug douglas
    drew dylan eamon ebba ed edda eddie edgar edith eduardo edward edwin edwina efua egor eileen eilidh einar
    eirik ekaterina elaine elena eli elias elif elijah elisa elise eliza elizabeth elke ella ellen ellie elliot
    elliott elodie eloise elsa else emeka emil emilia emilio emily emma emmanuel emre enrique enzo erhan eric
    erica erik erika erin ernest ernst esra esther ethan etienne eugene eun eunice eva evan eve evelina evelyn
    fabian fabio farah farid fatima federico felipe felix femi fergus fernanda fernando filip finn fiona flavia
    florence florian frances francesca francis francisco frank fred freddie frederik freya frida fumi gabriel
    gabriela gary gaurav gavin geert gemma gene georg george georgia georgios gerald gerard gerhard giacomo
    gianna gianni gilles gina giorgio giovanni gisela giulia giuseppe glen gloria goran gordon grace graham
    grant greg gregory greta grzegorz guido guillaume gunnar gus gwen habib hal hana hank hannah hans hans-peter
    harald harold harriet harry haruka haruto harvey hassan hazel heather hector hedda heidi heike helen helena
    helga henri henrik henry hiro hiroshi holly hong huda hugh hugo hussein ian ibrahim ida ife ifeoma ignacio
    igor ilse imani imran indira ines inga ingo ingrid ioana irena irene irina iris isaac isabel isabella isaiah
    isha isla ismail iva ivan ivy jacek jack jackie jacob jade jaime jake jamal james jamie jan jana jane janet
    janice jaroslav jasmine jason jasper javi javier jay jean jeff jeffrey jelena jen jenna jennifer jenny jens
    jeremy jerry jess jesse jessica jiho jill jim jimmy jin jin-woo jiri jo joan joana joanna joaquin jochen joe
    joel joey johan johanna john johnny jon jonah jonas jonathan jordan jordi jorg jorge jose josef joseph josh
    joshua jost joy joyce juan juanita judith judy julia julian julie julien juliet julio june junko jurgen
    justin kaan kai kaito kamal kamil kareem karen karim karin karl karol karolina kasia katarina kate katherine
    kathleen kathy katie katja katya kaveh kay kazuo keiko keith kelly ken kenji kenneth kenny kenta kevin
    khadija khalid kiara kim kimberly kiran kirk kofi konrad krishna kristen kristin krzysztof kumar kurt kwame
    kyle lachlan laila lakshmi lara larry lars lasse latif laura lauren lea leah leandro lee leif leila lena
    lennart leo leon leonard leslie levi lewis li liam lidia lieselotte lily lin linda lisa liu liz lloyd logan
    lola lorena lorenzo lotte louis louise luana luca lucas lucia luciano lucinda lucy ludmila luis luka lukas
    luke luo lydia lynn maarten mabel madhu mads mae magda magdalena maggie magnus mahmoud mai maja makoto malik
    malin mandy manish manju manuel mara marc marcel marcia marcin marco marcus marek margaret margit maria
    mariam marian marie mariko marina mario marion marisa marisol mark marlene marta martha martin martina
    marvin mary mason mateo mateus mathilde matilda mats matt matteo matthew matthias mattias maud maureen
    maurice max maya meera megan mehdi mehmet mei mei-ling melanie melissa mia michael michal michelle miguel
    mika mikael mike mikhail mikkel mila milan milena miles milo mina ming minh mira miranda mirela miriam
    mirjam mitsuki mohamed mohammed mohan moira molly mona monica morgan moritz moses muhammad muna musa nadia
    nadine naima nancy naoki naomi narges natalia natalie natasha nathan natsuki nawal neeraj neha neil nell
    nelson nia nicholas nick nicolas nicole nigel nikita nikolai nikolas nils nina nisha noa noah noel noemi
    noor nora norbert norman odette odhran odile ola olaf oleg olga oliver olivia oluwaseun omar omer ondrej
    oona orla oscar oskar ottilie otto owen pablo pam pamela paola paolo parisa pascal pat patricia patrick
    patrik paul paula pauline paulo pavel paz pedro peggy penny pernilla pete peter petra phil philip philippa
    philippe phoebe pia pierre piet pilar pim piotr polly prakash pramod priya quentin quinn rachel rafael rafal
    raffaele rahul raj rajesh rajiv ralph ramesh ramon ramona rana randy raquel rashid ravi ray raymond rebecca
    reggie renata rene reza rhea rhys ricardo richard rick rikke rina rita rob robbie robert roberta roberto
    robin rodolfo rodrigo roger rohan rohit roland rolf roman ron ronald rory rosa rosalie rosalind rosario rose
    rosie ross roy ruby rui runa rupa rupert ruslan russell ruth ryan saana sabine sabrina sachiko sadia sadie
    saeed sakura salim sally salma sam samantha samir samira samuel sana sandeep sandra sanjay sanna santiago
    santosh saoirse sara sarah sasha satoshi saul scott seamus sean sebastian selina selma sena seo-yeon serena
    sergei sergey sergio seth shafiq shane shannon shanti sharon shaun sheila sheng shinji shira shirley shreya
    sid sidney signe sigrid silke silvia simon simone sina sinead siobhan slavko sofia solveig sonia sophia
    sophie soren stacy stan stanislav stefan stefania stefano stella stellan stephanie stephen steve steven
    stuart sue sunil sunita susan susanna sushila suzanne sven svetlana swati sylvia tadeusz takashi takeshi
    tamara tamsin tanya tara tariq tatiana ted teresa tereza terry tess thandiwe thea theo theodore theresa
    thiago thijs thomas thorsten tiffany tilda tim timothy tina tobi tobias toby todd toivo tom tomas tomasz
    tommy tomoko tomos tony torsten tove tracy travis trevor tristan troy tuan tuomas tyler ulrich ulrike uma
    ursula usha valentina valeria valerie vanessa vasco vasil vera vernon veronica vicky victor victoria vijay
    vikram viktor viktoria vilma vince vincent viola violet violeta virginia vishal vivian vlad vladimir wade
    wafa waleed wallace walter wanda wang wanjiru warren wayne wei wendy wes wesley wiebke wiktor will william
    willow winnie wojciech wolfgang xavier xi xia xiao xiomara yael yan yang yannick yara yash yasmin yasmine
    yaw yohan yoko yosef yuki yukiko yulia yuna yuri yusuf yuto yves yvonne zach zachary zack zahra zainab zane
    zara zdenek zeynep zhang zhao zoe zofia zora zsofia zuri zuzana
    """.split()
)

GROUPS = frozenset(
    """
    all everyone everybody team here channel devs engineering design qa ops marketing sales finance legal hr
    support product backend frontend infra security
    """.split()
)

# What an empty owner field says.
PLACEHOLDERS = frozenset(
    """
    unassigned nobody none n/a na tbd tba - -- — – / ? ?? assign noone empty open add select anyone someone 待定
    待分配 未分配 未指派 未指定 暂无 无 空 待认领 未认领 添加 请选择 选择成员
    """.split()
)
PLACEHOLDER_PHRASES = (
    r"(nobody|no one|not|un)[ -]?assign\w*|no (assignee|owner)s?\b.*|assign (yourself|to me)|add assignees?|"
    r"to be (assigned|decided|confirmed)|[<\[【（(]\s*(name|owner|assignee|姓名|负责人|名字)[^>\]】）)]*[>\]】）)]|"
    r"添加(负责人|成员)|选择(负责人|成员)|暂?未(分配|指派|指定)|待(定|分配|认领|指派)"
)

# Left of a colon, or at the head of a line, these are labels, not people.
NOT_NAMES = frozenset(
    """
    note notes tip tips warning caution important info example examples goal goals agenda date time place
    location venue topic topics subject summary decision decisions risk risks issue issues question questions
    answer answers update updates status todo to-do todos done doing blocked next steps step action actions item
    items owner owners assignee assignees reporter reviewer reviewers priority due deadline project sprint epic
    story task tasks bug feature label labels milestone version release link links url email phone tel fax
    address price total subtotal budget cost costs result results reason reasons background context scope plan
    plans idea ideas open closed new old attendees present absent apologies participants from to cc bcc sent re
    fw fwd attachment attachments figure table chapter section page part day week month year today yesterday
    tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january
    february march april may june july august september october november december q1 q2 q3 q4 am pm high medium
    low urgent critical normal morning afternoon evening pros cons problem problems solution solutions input
    output default required optional name title description details detail type category comment comments reply
    author created updated modified by severity environment config file files path code error errors debug fix
    fixed test tests yes no ok thanks hello hi dear regards best sincerely ps p.s faq q a ingredients directions
    method size colour color weight width height model brand host port user username password server client
    backend frontend api key value id what why how when where who which meeting minutes call review standup
    retro demo launch design engineering marketing sales finance support legal product ops team home settings
    help about search menu edit view save cancel close share delete back more message messages chat chats
    calendar inbox drafts trash archive will must can should could would please pls need needs let also and or
    but then if jan feb mar apr jun jul aug sep sept oct nov dec assigned assign spike chore the this that these
    those it we you they i public private votes vote views likes members member guest draft published planned
    considering progress complete roadmap feedback features request requests shipped live beta alpha later now
    soon filters
    """.split()
)

LABELS_ZH = (
    "时间|日期|地点|主题|议题|议程|会议|参会|出席|缺席|主持|记录|备注|说明|注意|提示|警告|背景|目标|结论|决议|决定|风险|问题|原因|方案|进展|状态|"
    "优先级|截止|类型|版本|链接|邮箱|电话|手机|地址|价格|金额|预算|总计|合计|标题|描述|详情|内容|附件|来源|编号|名称|标签|项目|任务|事项|待办|行动|"
    "下一步|负责人|责任人|处理人|提交|分支|环境|步骤|示例|例如|其他|其它|重点|要点|总结|摘要|回复|通知|公告|答|问|注|想法|建议|反馈|需求|计划|本周|"
    "下周|今日|明日|昨日|上午|下午|数量|单位|规格|品牌|作者|编辑|审核|联系|客服|热线|官网|网址|账号|密码|用户|姓名|性别|年龄|职位|公司|发件人|收件人|"
    "抄送|主送|结果|输入|输出|默认|配置|文件|路径|错误|信息|简介|亮点|优点|缺点|成本|周期|范围|里程碑|依赖|阻塞|延期|已完成|进行中|未开始|完成|新增|"
    "修复|优化|更新|发布|上线|测试|开发|设计|产品|运营|市场|销售|财务|前端|后端"
)
